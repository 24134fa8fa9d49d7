import type { JsonNode } from '#ground/formats';
import type { Draft, Edges, Request } from '../../dependency-graph.ts';
import { Problems, quoted } from '../../problems.ts';
import { ReadFailure } from '../../reader.ts';
import { type Asked, EntryBeingRead } from './lock-entry.ts';
import { NestedNames } from './nested-names.ts';
import { readSpecifier } from './specifier.ts';
import { fetchedBeside, tarballOf } from './tarball.ts';

export interface InstalledTree {
  readonly packages: Draft[];
  readonly requests: readonly Request[];
  readonly edges: Edges;
}

/** No file system that npm runs on has longer paths. */
const longestPlace = 4096;
const clockEvery = 1024;

/**
 * The folders that npm puts packages into, and who finds whom there: as Node does, in the nearest node_modules upwards. Folders outside of
 * node_modules are the project's own: what they ask for is direct.
 */
export class NpmTree {
  readonly problems = new Problems();
  readonly #kind: 'places' | 'nested';
  readonly #deadline: number;
  readonly #packages: Draft[] = [];
  readonly #asked: (readonly Asked[])[] = [];
  /** Positions of what is fetched under the name of another package, by that one's. */
  readonly #fetched = new Map<number, number>();
  /** What stands in each node_modules: the position of a package, or the folder that a link leads to. */
  readonly #names = new NestedNames<number | string>(folderAround);
  /** Names of what is linked: folders of the project. */
  readonly #linked = new Set<string>();
  readonly #folders = new Map<string, { readonly asked: readonly Asked[] }>();

  constructor(kind: 'places' | 'nested', deadline: number) {
    this.#kind = kind;
    this.#deadline = deadline;
  }

  get isEmpty(): boolean {
    return this.#packages.length === 0 && this.#folders.size === 0 && this.#linked.size === 0;
  }

  get linked(): readonly string[] {
    return [...this.#linked];
  }

  get listsPackages(): boolean {
    return this.#packages.length > 0;
  }

  /** An entry of `packages`. */
  add(place: string, node: JsonNode): void {
    const entry = this.begin(place, nameIn(place), node.line);
    for (const [key, value] of node.members) entry.say(key, value);
    if (node.kind !== 'object')
      this.problems.add('malformed', node.line, `The entry ${quoted(place)} is no object, and was left out.`);
    else entry.end(node.endLine);
    for (const { key, line } of node.duplicates ?? [])
      this.problems.add(
        'duplicate',
        line,
        `${quoted(key)} stands twice in the entry ${quoted(place)}: the last one was read.`,
      );
  }

  begin(place: string, name: string, line: number): EntryBeingRead {
    return new EntryBeingRead(this.#kind, name, line, (entry) => this.#put(place, entry));
  }

  #put(place: string, entry: EntryBeingRead): void {
    if (place.length > longestPlace)
      return this.problems.add('malformed', entry.line, `A path of ${place.length} characters was left out.`);
    const at = modulesIn(place);
    if (entry.linksTo !== undefined) {
      this.#linked.add(nameIn(place));
      if (at !== -1) this.#names.define(parentOf(place, at), nameIn(place), entry.linksTo);
      return;
    }
    if (at === -1) {
      this.#folders.set(place, { asked: entry.asked });
      return;
    }
    const listed = entry.listed(place);
    const fetched =
      listed === undefined ? undefined : fetchedBeside(listed, entry.called, tarballOf(entry.address), this.problems);
    if (listed === undefined)
      return this.problems.add('malformed', entry.line, `${quoted(place)} names no package, and was left out.`);
    const known = this.#names.at(parentOf(place, at), nameIn(place));
    if (typeof known === 'number') {
      const before = this.#packages[known]!;
      if (before.purl === listed.purl && before.integrity === listed.integrity && fetched === undefined) return;
      this.problems.add(
        'duplicate',
        entry.line,
        `${quoted(place)} stands here a second time, and differs: both were read.`,
        listed.purl,
      );
    }
    this.#names.define(parentOf(place, at), nameIn(place), this.#packages.push(listed) - 1);
    this.#asked.push(entry.asked);
    if (fetched === undefined) return;
    this.#fetched.set(this.#packages.length - 1, this.#packages.push(fetched) - 1);
    this.#asked.push([]);
  }

  /** Finds who brings in whom. */
  install(): InstalledTree {
    const requests: Request[] = [];
    const edges = { needed: [] as number[][], optional: [] as number[][] };
    for (const [folder, { asked }] of this.#folders) this.#request(folder, asked, requests);
    for (const [index, listed] of this.#packages.entries()) {
      if (index % clockEvery === 0) this.#checkTime();
      const needed: number[] = [];
      const optional: number[] = [];
      for (const asked of this.#asked[index] ?? []) {
        if (asked.how === 'dev') continue; // What a package's own developers need is not installed with it.
        const to = this.#find(listed.place ?? '', asked.name);
        if (typeof to === 'number') (asked.how === 'needed' ? needed : optional).push(to);
        else if (to === undefined && asked.how === 'needed') this.#missing(listed, asked);
      }
      const fetched = this.#fetched.get(index);
      if (fetched !== undefined) needed.push(fetched);
      edges.needed.push(needed);
      edges.optional.push(optional);
    }
    return { packages: this.#packages, requests, edges };
  }

  #request(folder: string, asked: readonly Asked[], requests: Request[]): void {
    for (const { name, constraint, how } of asked) {
      const to = this.#find(folder, name);
      if (typeof to !== 'number') continue;
      requests.push({
        to,
        workspace: folder === '' ? '.' : folder,
        ...(how === 'needed' ? {} : { scope: how }),
        ...(constraint === undefined ? {} : { constraint: rangeOf(name, constraint) }),
      });
    }
  }

  #missing(listed: Draft, { name }: Asked): void {
    // npm 6 left out what the machine could not run.
    if (this.#kind === 'nested') return;
    this.problems.add(
      'unresolved',
      listed.line,
      `It needs ${quoted(name)}, which the file does not list.`,
      listed.purl,
    );
  }

  /** The position of what a folder finds under a name; `local` for a folder of the project; undefined: it finds nothing. */
  #find(folder: string, name: string): number | 'local' | undefined {
    const found = this.#names.find(folder, name);
    if (typeof found !== 'string') return found;
    const at = modulesIn(found);
    const linked = at === -1 ? undefined : this.#names.at(parentOf(found, at), nameIn(found));
    return typeof linked === 'number' ? linked : 'local';
  }

  #checkTime(): void {
    if (performance.now() > this.#deadline) throw new ReadFailure('timed-out', 'The time was up.');
  }
}

/** What a constraint allows, without the name of an alias. */
function rangeOf(name: string, constraint: string): string {
  const specifier = readSpecifier(name, constraint);
  if (specifier.kind === 'remote') return specifier.source;
  return specifier.kind === 'local' ? constraint : specifier.range;
}

/** In node_modules: the name behind the last of them. */
function nameIn(place: string): string {
  const at = modulesIn(place);
  return at === -1 ? '' : place.slice(at + 'node_modules/'.length);
}

/** Where the last `node_modules/` of a path begins; -1: a folder of the project. */
function modulesIn(place: string): number {
  const at = place.lastIndexOf('node_modules/');
  return at === 0 || place[at - 1] === '/' ? at : -1;
}

function folderAround(folder: string): string {
  return folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
}

function parentOf(place: string, at: number): string {
  return place.slice(0, Math.max(at - 1, 0));
}
