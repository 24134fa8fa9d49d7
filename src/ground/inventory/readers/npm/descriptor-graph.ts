import type { Draft, Edges, Request, Scope } from '../../dependency-graph.ts';
import { type Problems, quoted } from '../../problems.ts';

/** An entry of a yarn.lock: one package, for all the descriptors (`name@range`) that it stands for. */
export interface DescribedEntry {
  readonly line: number;
  readonly descriptors: readonly string[];
  /** Absent: a folder of the project itself. */
  readonly listed?: Draft;
  /** Another package, which is fetched in its stead. */
  readonly fetched?: Draft | undefined;
  /** The folder, where it is one: what it asks for is direct. */
  readonly workspace?: string | undefined;
  /** The package of another entry, patched. */
  readonly isPatch?: boolean;
  readonly dependencies: readonly Dependency[];
}

export interface Dependency {
  readonly name: string;
  /** `name@range`, as entries write it. */
  readonly descriptor: string;
  readonly constraint: string;
  readonly isOptional: boolean;
}

/** A descriptor that was mentioned, perhaps before its entry, perhaps without one. */
interface Mention {
  readonly name: string;
  position: number;
}

interface Asked {
  readonly mention: Mention;
  readonly workspace: string;
  readonly constraint: string;
  readonly scope: Scope | undefined;
}

const notListed = -1;
const isFolder = -2;

/** Who brings in whom, where dependencies name each other by descriptors. */
export class DescriptorGraph {
  readonly packages: Draft[] = [];
  /** Names of folders of the project. */
  readonly linked = new Set<string>();
  readonly #problems: Problems;
  readonly #mentions = new Map<string, Mention>();
  /** Positions by name: a dependency whose range was overridden gets the only one there is. */
  readonly #byName = new Map<string, number[]>();
  readonly #byPurl = new Map<string, number>();
  readonly #needed: (readonly Mention[])[] = [];
  readonly #optional: (readonly Mention[])[] = [];
  readonly #asked: Asked[] = [];
  readonly #patches: DescribedEntry[] = [];

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  add(entry: DescribedEntry): void {
    if (entry.isPatch === true) {
      this.#patches.push(entry);
      return;
    }
    const { listed } = entry;
    const position = listed === undefined ? isFolder : this.packages.push(listed) - 1;
    for (const descriptor of entry.descriptors) this.#define(descriptor, position, entry.line, listed?.purl);
    if (listed === undefined) {
      if (entry.workspace !== undefined) this.#ask(entry.workspace, entry.dependencies);
      return;
    }
    if (!this.#byPurl.has(listed.purl)) this.#byPurl.set(listed.purl, position);
    this.#needed.push(mentionsOf(this, entry.dependencies, false));
    this.#optional.push(mentionsOf(this, entry.dependencies, true));
    if (entry.fetched !== undefined) this.#addFetched(entry.fetched, position);
  }

  #addFetched(fetched: Draft, beside: number): void {
    const position = this.packages.push(fetched) - 1;
    this.#needed[beside] = [...(this.#needed[beside] ?? []), { name: '', position }];
    this.#needed.push([]);
    this.#optional.push([]);
  }

  mention(name: string, descriptor: string): Mention {
    let mention = this.#mentions.get(descriptor);
    if (mention === undefined) {
      mention = { name, position: notListed };
      this.#mentions.set(descriptor, mention);
    }
    return mention;
  }

  finish(): { requests: Request[]; edges: Edges } {
    this.#placePatches();
    const edges: Edges = {
      needed: this.#needed.map((mentions, from) => this.#positions(mentions, this.packages[from])),
      optional: this.#optional.map((mentions) => this.#positions(mentions, undefined)),
    };
    const requests = this.#asked.flatMap(({ mention, workspace, constraint, scope }) => {
      const to = this.#positionOf(mention);
      return to < 0 ? [] : { to, workspace, constraint, ...(scope === undefined ? {} : { scope }) };
    });
    return { requests, edges };
  }

  /** A patched package is the package that it was made of, where that stands in the file too. */
  #placePatches(): void {
    for (const { isPatch: _, ...entry } of this.#patches) {
      const known = this.#byPurl.get(entry.listed?.purl ?? '');
      if (known === undefined) {
        this.add(entry);
        continue;
      }
      if (entry.fetched !== undefined) this.#addFetched(entry.fetched, known);
      for (const descriptor of entry.descriptors) this.#define(descriptor, known, entry.line, entry.listed?.purl);
    }
  }

  #define(descriptor: string, position: number, line: number, purl: string | undefined): void {
    const at = descriptor.indexOf('@', 1);
    const mention = this.mention(at === -1 ? descriptor : descriptor.slice(0, at), descriptor);
    if (position === isFolder) this.linked.add(mention.name);
    if (mention.position !== notListed && mention.position !== position) {
      const before = this.packages[mention.position]?.purl;
      if (before !== purl)
        this.#problems.add('duplicate', line, `${quoted(descriptor)} stands here a second time: both were read.`, purl);
    }
    mention.position = position;
    if (position < 0) return;
    const same = this.#byName.get(mention.name);
    if (same === undefined) this.#byName.set(mention.name, [position]);
    else if (same.at(-1) !== position) same.push(position);
  }

  #ask(workspace: string, dependencies: readonly Dependency[]): void {
    for (const { name, descriptor, constraint, isOptional } of dependencies)
      this.#asked.push({
        mention: this.mention(name, descriptor),
        workspace,
        constraint,
        scope: isOptional ? 'optional' : undefined,
      });
  }

  #positionOf(mention: Mention): number {
    if (mention.position !== notListed) return mention.position;
    const same = this.#byName.get(mention.name) ?? [];
    return same.length === 1 ? same[0]! : notListed;
  }

  #positions(mentions: readonly Mention[], needing: Draft | undefined): number[] {
    const positions: number[] = [];
    for (const mention of mentions) {
      const position = this.#positionOf(mention);
      if (position >= 0) positions.push(position);
      else if (position === notListed && needing !== undefined && !this.#byName.has(mention.name))
        this.#problems.add(
          'unresolved',
          needing.line,
          `It needs ${quoted(mention.name)}, which the file does not list.`,
          needing.purl,
        );
    }
    return positions;
  }
}

function mentionsOf(
  graph: DescriptorGraph,
  dependencies: readonly Dependency[],
  optional: boolean,
): readonly Mention[] {
  return dependencies
    .filter(({ isOptional }) => isOptional === optional)
    .map(({ name, descriptor }) => graph.mention(name, descriptor));
}
