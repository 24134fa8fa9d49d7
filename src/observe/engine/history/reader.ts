import {
  type CommitGraph,
  CommitReader,
  findObject,
  type HistoryStore,
  objectKinds,
  Occurrences,
  oidOf,
  reach,
  type TreeGraph,
  TreeReader,
  type Unpacker,
  type UnpackFailure,
  WantedTrees,
} from '#ground/git';

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
}

/** Reads commits and trees, and says where the live texts stand in them. */
export class Reader {
  private readonly store: HistoryStore;
  private readonly unpacker: Unpacker;
  private readonly isLive: Uint8Array;
  private readonly unreachable: boolean;
  private readonly commits: CommitReader;
  private readonly trees: TreeReader;

  constructor(store: HistoryStore, unpacker: Unpacker, isLive: Uint8Array, unreachable: boolean) {
    this.store = store;
    this.unpacker = unpacker;
    this.isLive = isLive;
    this.unreachable = unreachable;
    this.commits = new CommitReader(store.table);
    this.trees = new TreeReader(store.table, isLive);
  }

  /** A commit or tree that is no delta, and its deltas. */
  read(root: number): void {
    if (this.store.table.kinds[root] === objectKinds.commit) this.commits.read(root, this.unpacker);
    else this.trees.read(root, this.unpacker);
  }

  finish(): Past {
    const { table, refs } = this.store;
    const commits = this.commits.graph();
    const graph = this.trees.graph();
    const trees = new WantedTrees(table, graph);
    const occurrences = new Occurrences(trees, graph.names);
    const isReachable = new Uint8Array(table.count);
    const { commits: reached, others, dangling } = reach(table, commits, refs.refs, this.unpacker, isReachable);
    const counting = this.unreachable
      ? [...reached, ...commits.commits.filter((commit) => isReachable[commit] === 0)]
      : reached;
    const paths = new Map<number, string[]>();
    const add = ({ blob, path }: { blob: number; path: string }): void => {
      const known = paths.get(blob);
      if (known === undefined) paths.set(blob, [path]);
      else if (!known.includes(path)) known.push(path);
    };
    const addTree = (tree: number): void => {
      if (tree >= 0) for (const occurrence of occurrences.below(trees.of(tree))) add(occurrence);
    };
    for (const commit of counting) addTree(commits.trees[commit]!);
    for (const { object, name } of others) {
      if (table.kinds[object] === objectKinds.tree) addTree(object);
      else if (this.isLive[object] === 1) add({ blob: object, path: name });
    }
    if (this.unreachable) this.addLoners(graph, addTree, add, paths);
    return {
      commits,
      graph,
      trees,
      occurrences,
      reached: counting,
      isReachable,
      head: this.headTree(commits, trees),
      paths,
      dangling: dangling.map(({ name }) => name),
      failures: [...commits.failures, ...graph.failures],
    };
  }

  /** Trees that stand in no commit, and texts that stand in no tree: these have no name but their id. */
  private addLoners(
    graph: TreeGraph,
    addTree: (tree: number) => void,
    add: (occurrence: { blob: number; path: string }) => void,
    paths: ReadonlyMap<number, unknown>,
  ): void {
    const { table } = this.store;
    const isHeld = new Uint8Array(table.count);
    for (const child of graph.edgeChildren) isHeld[child] = 1;
    for (let i = 0; i < table.count; i++) if (table.kinds[i] === objectKinds.tree && isHeld[i] === 0) addTree(i);
    for (let i = 0; i < table.count; i++)
      if (this.isLive[i] === 1 && table.repeated[i] === 0 && !paths.has(i)) add({ blob: i, path: oidOf(table, i) });
  }

  private headTree(commits: CommitGraph, trees: WantedTrees): number {
    const { table, refs } = this.store;
    const head = refs.head === undefined ? -1 : findObject(table, Buffer.from(refs.head, 'hex'), 0);
    const tree = head === -1 ? -1 : commits.trees[head]!;
    return tree === -1 ? 0 : trees.of(tree);
  }
}
