import type { PomDependency } from './pom-model.ts';
import { interpolate, type Interpolated, type Lookup } from './properties.ts';

/** What is managed for a dependency: where it says nothing itself, this counts. */
export interface Managed {
  readonly version: Interpolated;
  readonly scope: string | undefined;
}

/** A BOM that is imported, as its coordinates are written where it is. */
interface Import {
  readonly dependency: PomDependency;
  /** Of the pom itself, not of an ancestor. */
  readonly isOwn: boolean;
}

/**
 * The dependencyManagement of a pom, with that of its ancestors and BOMs: the nearest one counts. An entry is looked at when it is asked for:
 * a thousand poms below one with thousands of entries cost what they ask for.
 */
export class Management {
  readonly #indexes: readonly ManagedIndex[];
  readonly #lookup: Lookup;
  readonly #bomOf: (dependency: PomDependency, isOwn: boolean) => Management | undefined;
  readonly #effort: { left: number };
  readonly #found = new Map<string, Managed | undefined>();
  #boms: readonly Management[] | undefined;
  #named: ReadonlyMap<string, PomDependency> | undefined;

  /** `lists`: the pom's own first. `bomOf` gives what a BOM manages, and takes note of one that is not there. */
  constructor(
    lists: readonly (readonly PomDependency[])[],
    lookup: Lookup,
    bomOf: (dependency: PomDependency, isOwn: boolean) => Management | undefined,
    effort: { left: number },
  ) {
    this.#indexes = lists.map(indexOf);
    this.#lookup = lookup;
    this.#bomOf = bomOf;
    this.#effort = effort;
  }

  /** `depth`: how many BOMs led here. */
  find(key: string, depth = 0): Managed | undefined {
    if (depth > deepest) return undefined;
    if (this.#found.has(key) || (this.#effort.left -= 1) < 0) return this.#found.get(key);
    // A BOM that imports itself, at some distance, knows no more than is known without it.
    this.#found.set(key, undefined);
    const managed = this.#own(key) ?? this.#imported(key, depth + 1);
    this.#found.set(key, managed);
    return managed;
  }

  /** Looked for before anything is asked, so that those that are not there are told. */
  boms(): readonly Management[] {
    if (this.#boms !== undefined) return this.#boms;
    this.#boms = [];
    const imports: readonly Import[] = this.#indexes.flatMap((index, generation) =>
      index.imports.map((dependency) => ({ dependency, isOwn: generation === 0 })),
    );
    this.#boms = imports.flatMap(({ dependency, isOwn }) => this.#bomOf(dependency, isOwn) ?? []);
    return this.#boms;
  }

  #own(key: string): Managed | undefined {
    for (const { byKey } of this.#indexes) {
      const dependency = byKey.get(key);
      if (dependency !== undefined) return this.#managed(dependency);
    }
    const dependency = this.#byProperties().get(key);
    return dependency && this.#managed(dependency);
  }

  #imported(key: string, depth: number): Managed | undefined {
    for (const bom of this.boms()) {
      const managed = bom.find(key, depth);
      if (managed !== undefined) return managed;
    }
    return undefined;
  }

  #managed({ version = '', scope }: PomDependency): Managed {
    return { version: interpolate(version, this.#lookup), scope };
  }

  /** Those whose very names hold properties. */
  #byProperties(): ReadonlyMap<string, PomDependency> {
    if (this.#named !== undefined) return this.#named;
    const named = new Map<string, PomDependency>();
    for (const { withProperties } of this.#indexes)
      for (const dependency of withProperties) {
        if ((this.#effort.left -= 1) < 0) break;
        const key = keyOf(dependency, this.#lookup);
        if (!named.has(key)) named.set(key, dependency);
      }
    this.#named = named;
    return named;
  }
}

/** Group, artifact, type and classifier: what an entry is about. */
export function keyOf({ groupId, artifactId, type = 'jar', classifier = '' }: PomDependency, lookup: Lookup): string {
  return [groupId, artifactId, type, classifier].map((part) => interpolate(part, lookup).text).join(':');
}

/** BOMs that import BOMs. */
const deepest = 64;

interface ManagedIndex {
  readonly byKey: ReadonlyMap<string, PomDependency>;
  readonly withProperties: readonly PomDependency[];
  readonly imports: readonly PomDependency[];
}

const indexes = new WeakMap<readonly PomDependency[], ManagedIndex>();
const none: Lookup = () => undefined;

/** One for each list, however many poms inherit it. */
function indexOf(list: readonly PomDependency[]): ManagedIndex {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const byKey = new Map<string, PomDependency>();
  const withProperties: PomDependency[] = [];
  const imports: PomDependency[] = [];
  for (const dependency of list) {
    const key = keyOf(dependency, none);
    if (dependency.scope === 'import') imports.push(dependency);
    else if (key.includes('${')) withProperties.push(dependency);
    else if (!byKey.has(key)) byKey.set(key, dependency);
  }
  const index = { byKey, withProperties, imports };
  indexes.set(list, index);
  return index;
}
