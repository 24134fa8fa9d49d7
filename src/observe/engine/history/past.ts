import {
  type CommitGraph,
  findObject,
  type HistoryStore,
  objectKinds,
  Occurrences,
  type ObjectTable,
  oidOf,
  reach,
  type TreeGraph,
  type Unpacker,
  type UnpackFailure,
  WantedTrees,
} from '#ground/git';
import type { NotLookedAt } from '#ground/model';
import type { Patterns } from '../walk/rules.ts';

/** Where everything that may hold something stood. Numbers are those of the object table. */
export interface Past {
  readonly commits: CommitGraph;
  readonly graph: TreeGraph;
  readonly trees: WantedTrees;
  readonly occurrences: Occurrences;
  /** Commits that count. */
  readonly reached: readonly number[];
  /** 1 for commits that a ref leads to. */
  readonly isReachable: Uint8Array;
  /** The tree that is checked out, by its number among the wanted ones; 0: none. */
  readonly head: number;
  /** Of each text that may hold something: under which paths it stood. */
  readonly paths: ReadonlyMap<number, readonly string[]>;
  /** Names of refs that lead to what is not here. */
  readonly dangling: readonly string[];
  readonly failures: readonly (readonly [object: number, failure: UnpackFailure])[];
  /** Paths that the project leaves out, and what stands under too many. */
  readonly gaps: readonly NotLookedAt[];
}

/** Says where the live texts stand in commits and trees. */
export function pastOf(
  { table, refs }: HistoryStore,
  commits: CommitGraph,
  graph: TreeGraph,
  isLive: Uint8Array,
  unpacker: Unpacker,
  { unreachable, exclude }: { readonly unreachable: boolean; readonly exclude: Patterns },
): Past {
  const trees = new WantedTrees(table, graph);
  const occurrences = new Occurrences(trees, graph.names, graph.edges.length);
  const isReachable = new Uint8Array(table.count);
  const reached = reach(table, commits, refs.refs, unpacker, isReachable);
  const counting = unreachable
    ? [...reached.commits, ...commits.commits.filter((commit) => isReachable[commit] === 0)]
    : reached.commits;
  const places = new Places(exclude);
  const addWanted = (tree: number): void => {
    for (const { blob, path } of occurrences.below(tree)) places.add(blob, path);
  };
  const addTree = (tree: number): void => {
    if (tree >= 0) addWanted(trees.of(tree));
  };
  const head = headTree(table, refs.head, commits, trees);
  // First: should there be too much, it is something else that is left out.
  addWanted(head);
  for (const commit of counting) addTree(commits.trees[commit]!);
  for (const { object, name } of reached.others) {
    if (table.kinds[object] === objectKinds.tree) addTree(object);
    else if (isLive[object] !== 0) places.add(object, name);
  }
  if (unreachable) addLoners(table, graph, isLive, addTree, places);
  return {
    commits,
    graph,
    trees,
    occurrences,
    reached: counting,
    isReachable,
    head,
    paths: places.paths,
    dangling: reached.dangling.map(({ name }) => name),
    failures: [...commits.failures, ...graph.failures],
    gaps: [...places.gaps, ...places.left()],
  };
}

/** A blob under more paths is looked at under these; for the rest a gap is said. */
export const mostPaths = 1000;
/** Of the paths of all texts together. */
const mostCharacters = 256 * 1024 * 1024;

/** Paths of texts, but for those that the project leaves out. */
class Places {
  readonly paths = new Map<number, string[]>();
  readonly gaps: NotLookedAt[] = [];
  private readonly exclude: Patterns;
  private readonly known = new Set<string>();
  private readonly full = new Set<number>();
  private characters = 0;

  constructor(exclude: Patterns) {
    this.exclude = exclude;
  }

  add(blob: number, path: string): void {
    const key = `${blob}:${path}`;
    if (this.known.has(key)) return;
    const paths = this.paths.get(blob);
    if (paths?.length === mostPaths || this.characters > mostCharacters) {
      this.full.add(blob);
      return;
    }
    this.known.add(key);
    this.characters += path.length;
    const by = this.excludedBy(path);
    if (by !== undefined) {
      this.gaps.push({ path, reason: 'excluded', detail: by, expected: true });
      return;
    }
    if (paths === undefined) this.paths.set(blob, [path]);
    else paths.push(path);
  }

  /** What is left out since there is too much of it. */
  left(): NotLookedAt[] {
    if (this.full.size === 0) return [];
    const [example = -1] = this.full;
    const path = this.paths.get(example)?.[0];
    const what = this.full.size === 1 ? 'one content stands' : `${this.full.size} contents stand`;
    const detail = `${what} under too many paths; the first ${mostPaths} are looked at`;
    return [{ reason: 'too-large', detail, expected: false, ...(path !== undefined && { path }) }];
  }

  private excludedBy(path: string): string | undefined {
    const names = path.split('/');
    for (let depth = 1; depth <= names.length; depth++) {
      const match = this.exclude.match(names.slice(0, depth).join('/'), depth < names.length);
      if (match?.ignored === true) return match.by;
    }
    return undefined;
  }
}

/** Trees that stand in no commit, and texts that stand in no tree: these have no name but their id. */
function addLoners(
  table: ObjectTable,
  graph: TreeGraph,
  isLive: Uint8Array,
  addTree: (tree: number) => void,
  places: Places,
): void {
  const isHeld = new Uint8Array(table.count);
  for (const child of graph.edgeChildren) isHeld[child] = 1;
  for (let i = 0; i < table.count; i++) if (table.kinds[i] === objectKinds.tree && isHeld[i] === 0) addTree(i);
  for (let i = 0; i < table.count; i++)
    if (isLive[i] !== 0 && table.repeated[i] === 0 && !places.paths.has(i)) places.add(i, oidOf(table, i));
}

function headTree(table: ObjectTable, oid: string | undefined, commits: CommitGraph, trees: WantedTrees): number {
  const head = oid === undefined ? -1 : findObject(table, Buffer.from(oid, 'hex'), 0);
  const tree = head === -1 ? -1 : commits.trees[head]!;
  return tree === -1 ? 0 : trees.of(tree);
}
