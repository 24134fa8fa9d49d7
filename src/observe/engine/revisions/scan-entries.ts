import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { headOf } from '#ground/git';
import {
  type Beside,
  type Claim,
  type Json,
  type Location,
  now,
  type NotLookedAt,
  type Scope,
  type SourceDescription,
  withFingerprints,
} from '#ground/model';
import { conclude, declaredBy, knowledgeOf, type PathFacts, tidied } from '../conclude.ts';
import { type Budgets, defaultBudgets, type ScanRequest, type ScanResult, type SourceRequest } from '../request.ts';
import { Examiner } from '../work/examiner.ts';
import { HeldOpen } from '../work/held-open.ts';
import { guarded } from '../work/guard.ts';
import { makeReady, prepare, type Prepared } from '../work/open.ts';
import { Sessions } from '../work/sessions.ts';
import { type Changes, changesInRange, changesStaged, entriesOf } from './changed.ts';
import type { Entry } from './entry.ts';
import type { InsertedLines } from './inserted.ts';

type EntrySource = Exclude<SourceRequest, { kind: 'working-tree' | 'history' }>;

/**
 * Scans what is staged, what a range added, or one text, in this thread: the way that a commit waits for, so it starts no
 * thread and reads nothing that it does not need.
 */
export async function scanEntries(request: ScanRequest, source: EntrySource): Promise<ScanResult> {
  const startedAt = now();
  const ticks = performance.now();
  const budgets = { ...defaultBudgets, ...request.budgets };
  const { entries, paths, description, onlyInserted } = await open(request, source, budgets);
  const held = HeldOpen.of(request.held);
  const prepared = held?.prepared ?? (await prepare(request.analyzers, request.projectKey, request.own, paths));
  const gaps: NotLookedAt[] = [...prepared.notLookedAt, ...(await makeReady(prepared, paths))];
  const sessions = held?.sessions ?? new Sessions(prepared, request.projectKey);
  const looking = new Looking(prepared, budgets, sessions, gaps, request);
  for (const entry of entries) looking.at(entry);

  const beside = await besideChange(request, source, prepared, budgets, looking);
  const conclusions = conclude({
    prepared,
    facts: looking.facts.map((facts, i) => [...facts, ...(beside.facts[i] ?? [])]),
    known: [],
    limitMs: budgets.concludeMs,
    beside: beside.known,
    open: () => sessions.open(),
  });
  const claims = conclusions.flatMap((conclusion) => conclusion.claims).filter((claim) => looking.isNew(claim));
  gaps.push(...sessions.open().notLookedAt, ...conclusions.flatMap((conclusion) => conclusion.notLookedAt));
  return {
    findings: withFingerprints(claims),
    knowledge: knowledgeOf(prepared, conclusions),
    ...(onlyInserted && { inserted: looking.inserted }),
    scope: {
      ...declaredBy(prepared, sessions.open().rules),
      source: source.kind,
      coverage: coverageOf(looking.paths, onlyInserted),
      files: looking.paths.length,
      bytes: looking.bytes,
      notLookedAt: tidied(gaps),
    },
    description,
    startedAt,
    finishedAt: now(),
    stats: {
      files: looking.paths.length,
      bytes: looking.bytes,
      cached: 0,
      seconds: (performance.now() - ticks) / 1000,
      threads: 0,
      cacheUnavailable: 'off',
    },
  };
}

/** Loaded only where an analyzer crosses files: most commits wait for none. */
async function besideChange(
  request: ScanRequest,
  source: EntrySource,
  prepared: Prepared,
  budgets: Budgets,
  { paths }: Looking,
): Promise<{
  readonly facts: readonly (readonly PathFacts[])[];
  readonly known: readonly (Beside<Json> | undefined)[];
}> {
  if (source.kind === 'stdin') return { facts: [], known: HeldOpen.of(request.held)?.beside ?? [] };
  if (paths.length === 0 || !prepared.analyzers.some(({ crossesFiles }) => crossesFiles))
    return { facts: [], known: [] };
  const { factsBeside, knownBeside } = await import('./beside.ts');
  return source.kind === 'index'
    ? { facts: [], known: knownBeside(request, source.root, prepared, budgets) }
    : { facts: await factsBeside(request, source.root, prepared, new Set(paths)), known: [] };
}

interface Opening {
  readonly entries: Iterable<Entry>;
  /** Of all entries, at least. */
  readonly paths: readonly string[];
  readonly description: SourceDescription;
  readonly onlyInserted: boolean;
}

async function open(request: ScanRequest, source: EntrySource, { fileBytes }: Budgets): Promise<Opening> {
  if (source.kind === 'stdin') {
    const { path, bytes } = source;
    const entry: Entry =
      bytes.length > fileBytes
        ? {
            path,
            gap: {
              path,
              reason: 'too-large',
              detail: `${bytes.length} bytes; the limit is ${fileBytes}`,
              expected: false,
            },
          }
        : { path, bytes };
    return { entries: [entry], paths: [path], description: { kind: 'stdin', root: '' }, onlyInserted: false };
  }
  const onlyInserted = source.kind === 'range' || source.onlyInserted === true;
  const changes = source.kind === 'range' ? await changesInRange(source) : changesStaged(source);
  const root = realpathSync(source.root);
  return {
    entries: entriesOf(changes, prefixOf(changes, root), request.exclude, fileBytes, onlyInserted),
    paths: changes.changes.map(({ path }) => path),
    description: describe(source, changes, root),
    onlyInserted,
  };
}

function prefixOf({ repository }: Changes, root: string): string {
  return relative(repository.workTree, root)
    .split(sep)
    .filter(Boolean)
    .map((name) => `${name}/`)
    .join('');
}

function describe(source: EntrySource, { base, commit, repository }: Changes, root: string): SourceDescription {
  const head = headOf(repository.workTree);
  return {
    kind: source.kind,
    root,
    ...head,
    ...(commit === undefined ? {} : { commit }),
    ...(base === undefined ? {} : { base }),
  };
}

function coverageOf(paths: readonly string[], onlyInserted: boolean): Scope['coverage'] {
  return { kind: onlyInserted ? 'ranges' : 'paths', paths: [...paths].sort() };
}

/** Looks at one entry after the other and gathers what is found. */
class Looking {
  readonly facts: PathFacts[][];
  readonly paths: string[] = [];
  private readonly looked = new Set<string>();
  bytes = 0;
  private readonly prepared: Prepared;
  private readonly budgets: Budgets;
  private readonly sessions: Sessions;
  private readonly gaps: NotLookedAt[];
  private readonly request: ScanRequest;
  readonly inserted = new Map<string, readonly InsertedLines[]>();

  constructor(prepared: Prepared, budgets: Budgets, sessions: Sessions, gaps: NotLookedAt[], request: ScanRequest) {
    this.prepared = prepared;
    this.budgets = budgets;
    this.sessions = sessions;
    this.gaps = gaps;
    this.request = request;
    this.facts = prepared.analyzers.map(() => []);
  }

  at({ path, bytes, inserted, gap }: Entry): void {
    this.request.signal?.throwIfAborted();
    if (gap !== undefined) this.gaps.push(gap);
    if (bytes === undefined || !this.examiner().wants(path, bytes.length)) return;
    if (inserted !== undefined) this.inserted.set(path, inserted);
    this.examine(path, bytes, inserted, 0);
    this.paths.push(path);
    this.looked.add(path);
    this.bytes += bytes.length;
    this.request.onProgress?.({
      phase: 'scanning',
      filesSeen: this.paths.length,
      filesDone: this.paths.length,
      bytes: this.bytes,
      findings: 0,
      current: path,
    });
  }

  /** Whether a claim touches what is new, where only that counts: a way from source to sink is new when one of its steps is. */
  isNew({ location, trace = [] }: Claim): boolean {
    return [location, ...trace.map((step) => step.location)].some((place) => this.isInserted(place));
  }

  private isInserted({ path, startLine, endLine }: Location): boolean {
    const inserted = this.inserted.get(path);
    // Of a file that is looked at whole, all; of one beside the change, nothing.
    if (inserted === undefined) return this.looked.has(path.split('!/', 1)[0]!);
    return inserted.some((range) => startLine <= range.lastLine && endLine >= range.firstLine);
  }

  private examine(path: string, bytes: Uint8Array, inserted: readonly InsertedLines[] | undefined, skip: number): void {
    const examiner = this.examiner();
    let culprit = -1;
    let outcome: ReturnType<Examiner['examine']> | undefined;
    const watch = (analyzer: number): void => {
      culprit = analyzer;
    };
    const limit = this.budgets.fileMs * this.prepared.analyzers.length * 1.5 + 500;
    const ended = guarded(() => {
      outcome = examiner.examine(path, bytes, skip, watch, inserted);
    }, limit);
    if (ended === 'timed-out') {
      this.sessions.drop();
      const by = this.prepared.analyzers[culprit]?.id;
      this.gaps.push({ path, reason: 'timed-out', expected: false, ...(by === undefined ? {} : { by }) });
      if (culprit >= 0) this.examine(path, bytes, inserted, skip | (1 << culprit));
      return;
    }
    this.gaps.push(...(outcome?.notLookedAt ?? []));
    for (const [analyzer, json, inside = ''] of outcome?.facts ?? [])
      this.facts[analyzer]?.push({ path: path + inside, json });
  }

  private examiner(): Examiner {
    return new Examiner(this.prepared.analyzers, this.sessions.open().sessions, this.budgets);
  }
}
