import { join } from 'node:path';
import { digestJson } from '#ground/model';
import { type Advisory, mergedAdvisory } from './advisory.ts';
import { AdvisoryIndexError } from './bytes.ts';
import { damageIn } from './damage.ts';
import { type Standing, standingOf } from './freshness.ts';
import { emptyManifest, type Manifest, manifestTime, readManifest, type SourceState } from './manifest.ts';
import { type Epss, epssIn, type Exploited, exploitedIn, type Fact, factsIn } from './overlays.ts';
import { kindOfKey, type PackageKey, packageKeyOf } from './package-key.ts';
import type { ViewTable } from './group.ts';
import { identities } from './identity.ts';
import type { Match } from './match.ts';
import { type AnswerMemory, nothing, PackageView, type SaidTogether } from './package-view.ts';
import { type Part, partOf, partsOf, recordOf, recordsUnder } from './parts.ts';
import type { RecordHead } from './record-head.ts';
import { Segment } from './segment.ts';

/** The advisories of this machine, as they stood when they were opened. Everything that reads throws AdvisoryIndexError for damaged files. */
export interface Advisories {
  readonly folder: string;
  /** There is no index, or nothing in it: what it does not find means nothing. */
  readonly empty: boolean;
  readonly manifest: Manifest;
  /** When this state of the index was put there, in milliseconds since 1970; 0 where there is none. */
  readonly arrivedAt: number;
  /** Names what is in it: equal for equal contents, whenever they were checked. */
  readonly state: string;
  /**
   * What is known of a package URL, with its version; advisories by id. Withdrawn ones are left out. What is no package URL, and what no advisory
   * speaks of, gives nothing.
   */
  match(purl: string): readonly Match[];
  /** `ref`: of a match of this index. */
  detail(ref: number): Advisory;
  /** Everything that is known under an id or alias, withdrawn ones too. */
  find(id: string): Advisory | undefined;
  exploited(cve: string): Exploited | undefined;
  epss(cve: string): Epss | undefined;
  /** What else is known of a package, at any version. */
  facts(purl: string): readonly SourcedFact[];
  sources(): readonly SourceState[];
  /** Which records a source has about each package, by key, in a text that is the same for the same records. Reads all of its tables. */
  statementsOf(source: string): ReadonlyMap<string, string>;
  /** Whether what it says of packages of this kind (see packageKindOf) can be relied on. `now`: milliseconds since 1970. */
  standingOf(packageKind: string, now: number): Standing;
  /** Holds every byte to the digests that the manifest states: what is wrong, if anything. Reads all of it. */
  verify(): readonly AdvisoryIndexError[];
  close(): void;
}

export interface SourcedFact extends Fact {
  readonly source: string;
}

/** Opens the index in a folder. A folder without one is an empty index; damage is AdvisoryIndexError. */
export function openAdvisories(folder: string): Advisories {
  for (let attempt = 1; ; attempt++) {
    // Before the manifest is read: a later one is then taken for new once more, and none is missed.
    const arrivedAt = manifestTime(folder);
    const manifest = readManifest(folder) ?? emptyManifest;
    try {
      return new OpenIndex(folder, manifest, arrivedAt);
    } catch (error) {
      // Between reading the manifest and opening its files they may have been replaced.
      const replaced = attempt < 5 && error instanceof AdvisoryIndexError && error.code === 'missing';
      if (!replaced || readManifest(folder)?.revision === manifest.revision) throw error;
    }
  }
}

const mostViews = 500_000;
const mostAnswers = 500_000;

class OpenIndex implements Advisories {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly empty: boolean;
  readonly arrivedAt: number;
  readonly state: string;
  private readonly parts: Part[] = [];
  private readonly overlays: { readonly source: string; readonly segment: Segment }[] = [];
  /** By package URL without its version: qualifiers are as many as anybody likes, and tell the same package. */
  private readonly views = new Map<string, PackageView | undefined>();
  private readonly viewsOfKeys = new Map<string, PackageView>();
  private readonly memory: AnswerMemory = { answers: 0 };
  private readonly said: SaidTogether[] = [];
  private readonly saidNumbers = new Map<string, number>();

  constructor(folder: string, manifest: Manifest, arrivedAt: number) {
    this.folder = folder;
    this.manifest = manifest;
    this.arrivedAt = arrivedAt;
    this.state = digestJson(manifest.sources.map(({ id, segments }) => [id, ...segments.map(({ file }) => file)]));
    this.empty = !manifest.sources.some(({ kind, segments }) => kind === 'advisories' && segments.length > 0);
    try {
      for (const source of manifest.sources) {
        const segments: Segment[] = [];
        for (const { file, bytes } of source.segments) segments.push(this.opened(file, bytes, source.id, source.kind));
        if (source.kind === 'advisories') this.parts.push(...partsOf(source.id, segments, this.parts.at(-1)));
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  match(purl: string): readonly Match[] {
    if (this.parts.length === 0) return nothing;
    this.forget();
    const mark = markIn(purl);
    const end = mark === -1 ? purl.length : mark;
    const at = purl.lastIndexOf('@', end - 1);
    const versioned = at > 0 && at > purl.lastIndexOf('/', end - 1);
    let name = versioned ? purl.slice(0, at) : purl.slice(0, end);
    if (mark !== -1) name += purl.slice(mark);
    let view = this.views.get(name);
    if (view === undefined && !this.views.has(name)) {
      view = this.viewOf(name);
      this.views.set(name, view);
    }
    if (view === undefined) return nothing;
    const version = versioned && at + 1 < end ? purl.slice(at + 1, end) : undefined;
    return view.match(version?.includes('%') === true ? decoded(version) : version);
  }

  detail(ref: number): Advisory {
    const said = this.said[ref];
    if (said === undefined) throw new RangeError(`no match of this index has the advisory ${ref}`);
    return this.merged(said);
  }

  find(id: string): Advisory | undefined {
    const records = recordsUnder(this.parts, id).map((ref) => ({ ref, head: this.headOf(ref) }));
    const known = identities(records, ({ head }) => head);
    const one =
      known.find(({ members }) => members.some(({ head }) => head.id === id)) ?? known.find(({ ids }) => ids.has(id));
    if (one === undefined) return undefined;
    const refs = one.members.map(({ ref }) => ref);
    return this.merged({ id: one.id, ids: one.ids, refs, speaking: refs });
  }

  exploited(cve: string): Exploited | undefined {
    return this.inOverlay('exploited', (segment) => exploitedIn(segment, cve));
  }

  epss(cve: string): Epss | undefined {
    return this.inOverlay('epss', (segment) => epssIn(segment, cve));
  }

  facts(purl: string): readonly SourcedFact[] {
    const overlays = this.overlays.filter(({ segment }) => segment.meta.kind === 'facts');
    const key = overlays.length === 0 ? undefined : packageKeyOf(purl)?.key;
    if (key === undefined) return [];
    return overlays.flatMap(({ source, segment }) => factsIn(segment, key).map((fact) => ({ ...fact, source })));
  }

  sources(): readonly SourceState[] {
    return this.manifest.sources;
  }

  statementsOf(source: string): ReadonlyMap<string, string> {
    const statements = new Map<string, Set<string>>();
    for (const part of this.parts) {
      if (part.source !== source) continue;
      for (const { key, entries } of part.segment.tables()) {
        for (const { advisory } of entries) {
          const record = recordOf(part, advisory);
          if (record === undefined) continue;
          const known = statements.get(key) ?? new Set();
          statements.set(key, known.add(`${record.head.id} ${record.head.digest}`));
        }
      }
    }
    return new Map([...statements].map(([key, records]) => [key, [...records].sort().join('\n')]));
  }

  standingOf(packageKind: string, now: number): Standing {
    return standingOf(this.manifest.sources, packageKind, now);
  }

  verify(): readonly AdvisoryIndexError[] {
    return damageIn(this.folder, this.manifest);
  }

  close(): void {
    for (const { segment } of this.parts) segment.close();
    for (const { segment } of this.overlays) segment.close();
    this.parts.length = 0;
    this.overlays.length = 0;
    this.views.clear();
    this.viewsOfKeys.clear();
  }

  private opened(file: string, bytes: number, source: string, kind: string): Segment {
    const segment = Segment.open(join(this.folder, file));
    if (segment.meta.source !== source || segment.meta.kind !== kind || segment.size !== bytes) {
      segment.close();
      throw new AdvisoryIndexError(
        'foreign',
        file,
        'meta',
        `it is not the segment of ${source} that the manifest names`,
      );
    }
    if (kind !== 'advisories') this.overlays.push({ source, segment });
    return segment;
  }

  private viewOf(name: string): PackageView | undefined {
    const key = packageKeyOf(name);
    if (key === undefined) return undefined;
    const id = `${key.key} ${key.release ?? ''}`;
    const known = this.viewsOfKeys.get(id);
    if (known !== undefined) return known;
    const tables: ViewTable[] = [];
    for (const part of this.parts) {
      if (!part.segment.meta.types.includes(key.type)) continue;
      for (const table of part.segment.tablesOf(key.key))
        tables.push({ table, source: part.source, recordOf: (number) => recordOf(part, number) });
    }
    if (tables.length === 0) return undefined;
    const view = new PackageView(tables, this.knownRelease(key), (said) => this.numberOf(said), this.memory);
    this.viewsOfKeys.set(id, view);
    return view;
  }

  /** A release that nothing here is about is as good as none: what is said of others must not pass for an answer. */
  private knownRelease(key: PackageKey): string | undefined {
    if (key.release === undefined) return undefined;
    const name = `${kindOfKey(key)} ${key.release}`;
    return this.parts.some(({ segment }) => segment.meta.releases?.includes(name) === true) ? key.release : undefined;
  }

  private numberOf(said: SaidTogether): number {
    const name = `${said.id} ${said.refs.join(' ')} / ${said.speaking.join(' ')}`;
    const known = this.saidNumbers.get(name);
    if (known !== undefined) return known;
    this.saidNumbers.set(name, this.said.length);
    return this.said.push(said) - 1;
  }

  private headOf(ref: number): RecordHead {
    const part = partOf(this.parts, ref);
    return part.segment.head(ref - part.first);
  }

  private merged({ id, ids, refs, speaking }: SaidTogether): Advisory {
    const records = refs.map((ref) => {
      const part = partOf(this.parts, ref);
      return {
        source: part.source,
        head: this.headOf(ref),
        detail: part.segment.detail(ref - part.first),
        speaks: speaking.includes(ref),
      };
    });
    const named = records.filter(({ speaks }) => speaks).flatMap(({ head }) => [head.id, ...head.aliases]);
    const cves = [...new Set(named)].filter((one) => one.startsWith('CVE-') && ids.has(one));
    return mergedAdvisory(
      records,
      { id, ids },
      {
        exploited: first(cves, (cve) => this.exploited(cve)),
        epss: cves
          .map((cve) => this.epss(cve))
          .filter((epss) => epss !== undefined)
          .sort((a, b) => b.score - a.score)[0],
      },
    );
  }

  private inOverlay<Found>(kind: string, find: (segment: Segment) => Found | undefined): Found | undefined {
    return first(
      this.overlays.filter(({ segment }) => segment.meta.kind === kind),
      ({ segment }) => find(segment),
    );
  }

  /** What is remembered is bounded: a server asks for years. Refs of matches stay good. */
  private forget(): void {
    if (this.views.size < mostViews && this.memory.answers < mostAnswers) return;
    this.views.clear();
    this.viewsOfKeys.clear();
    this.memory.answers = 0;
  }
}

/** Where the qualifiers begin, or the subpath. */
function markIn(purl: string): number {
  const question = purl.indexOf('?');
  const hash = purl.indexOf('#');
  return question === -1 || (hash !== -1 && hash < question) ? hash : question;
}

function decoded(version: string): string {
  try {
    return decodeURIComponent(version);
  } catch {
    return version;
  }
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
