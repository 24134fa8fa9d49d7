import type { JsonNode } from '#ground/formats';
import type { Draft, Edges, Request, Scope } from '../../dependency-graph.ts';
import { Problems, quoted } from '../../problems.ts';
import { ReadFailure } from '../../reader.ts';
import { NestedNames } from './nested-names.ts';
import { isExactVersion, npmPurl, readSpecifier, sourceOf } from './specifier.ts';
import { type Called, fetchedBeside, tarballOf } from './tarball.ts';

export interface InstalledTree {
  readonly packages: Draft[];
  readonly requests: readonly Request[];
  readonly edges: Edges;
}

/** Which names a place asks for, and how. */
interface Asked {
  readonly name: string;
  readonly constraint?: string | undefined;
  readonly how: 'needed' | 'optional' | 'peer' | 'dev';
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

/** One entry, in either form of the file. */
class EntryBeingRead {
  readonly line: number;
  readonly asked: Asked[] = [];
  linksTo: string | undefined;
  readonly #kind: 'places' | 'nested';
  #endLine: number;
  #name: string;
  #version: string | undefined;
  #resolved: string | undefined;
  readonly #flags = new Set<string>();
  readonly #details: { integrity?: string; licence?: string; deprecated?: string } = {};
  readonly #put: (entry: EntryBeingRead) => void;

  constructor(kind: 'places' | 'nested', name: string, line: number, put: (entry: EntryBeingRead) => void) {
    this.#kind = kind;
    this.#name = name;
    this.line = line;
    this.#endLine = line;
    this.#put = put;
  }

  say(key: string, value: JsonNode): void {
    const text = value.text;
    if (value.isTrue) this.#flags.add(key);
    switch (key) {
      case 'name':
        if (text !== undefined) this.#name = text;
        break;
      case 'version':
        this.#version = text;
        break;
      case 'resolved':
        this.#resolved = text;
        break;
      case 'integrity':
        if (text !== undefined && /^sha\d+-/.test(text)) this.#details.integrity = text;
        break;
      case 'license':
        this.#sayLicence(value);
        break;
      case 'deprecated':
        if (text !== undefined) this.#details.deprecated = text;
        break;
      case 'dependencies':
      case 'requires':
        this.#ask(value, 'needed');
        break;
      case 'optionalDependencies':
        this.#ask(value, 'optional');
        break;
      case 'peerDependencies':
        this.#ask(value, 'peer');
        break;
      case 'devDependencies':
        this.#ask(value, 'dev');
        break;
    }
  }

  #sayLicence(value: JsonNode): void {
    const licence = value.text ?? value.get('type')?.text;
    if (licence !== undefined && licence !== '') this.#details.licence = licence;
  }

  #ask(names: JsonNode, how: Asked['how']): void {
    for (const [name, constraint] of names.members) this.asked.push({ name, constraint: constraint.text, how });
  }

  end(line: number): void {
    this.#endLine = line;
    if (this.#flags.has('link')) this.linksTo = this.#resolved ?? '';
    else if (this.#isFolder()) this.linksTo = this.#version;
    this.#put(this);
  }

  /** Version 1 has a workspace as a package whose version is its folder. What is resolved too, npm fetches from there. */
  #isFolder(): boolean {
    if (this.#kind === 'places' || this.#resolved !== undefined || this.#details.integrity !== undefined) return false;
    return this.#version !== undefined && readSpecifier(this.#name, this.#version).kind === 'local';
  }

  /** What is fetched: version 1 may have it where the version stands. */
  get address(): string | undefined {
    return this.#resolved ?? this.#version;
  }

  get called(): Called {
    return this.#identity();
  }

  listed(place: string): Draft | undefined {
    const { name, version, source } = this.#identity();
    const purl = npmPurl(name, version);
    if (purl === undefined) return undefined;
    const scope = scopeOf(this.#flags);
    return {
      purl,
      line: this.line,
      ...(this.#endLine > this.line ? { endLine: this.#endLine } : {}),
      ...(scope === undefined ? {} : { scope }),
      place,
      ...(source === undefined ? {} : { source }),
      ...this.#details,
      ...(this.#flags.has('hasInstallScript') ? { runsScripts: true } : {}),
    };
  }

  /** Version 1 writes an alias or an address where the version stands. */
  #identity(): Called & { readonly source?: string | undefined } {
    const version = this.#version ?? '';
    if (version === '' || isExactVersion(version))
      return { name: this.#name, version, source: sourceOf(this.#resolved) };
    const specifier = readSpecifier(this.#name, version);
    switch (specifier.kind) {
      case 'registry':
      case 'jsr':
        return { name: specifier.name, version: specifier.range, source: sourceOf(this.#resolved) };
      default:
        return {
          name: this.#name,
          source: sourceOf(this.#resolved) ?? (specifier.kind === 'remote' ? specifier.source : undefined),
        };
    }
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

/** npm's flags: a package has one when nothing else needs it. */
function scopeOf(flags: ReadonlySet<string>): Scope | undefined {
  if (flags.has('dev')) return 'dev';
  if (flags.has('optional') || flags.has('devOptional')) return 'optional';
  return flags.has('peer') ? 'peer' : undefined;
}
