import { type Index, modes } from '#ground/git';

/** What git tracks below the folder that is scanned, with paths relative to it. */
export class Tracked {
  private readonly paths: readonly string[];
  private readonly submodules: ReadonlySet<string>;
  /** Files and links that may be missing from the work tree without git's saying so. */
  readonly unwatched: readonly string[];

  static readonly none = new Tracked({ entries: [], trees: new Map() }, '');

  /** `prefix`: the scanned folder as seen from the top of the work tree, with a slash at the end, or ''. */
  constructor(index: Index, prefix: string) {
    const below = index.entries.filter((entry) => entry.path.startsWith(prefix));
    // git orders by bytes, and we look up by UTF-16 units.
    this.paths = below.map((entry) => entry.path.slice(prefix.length)).sort();
    this.unwatched = below
      .filter((entry) => entry.unwatched && entry.mode !== modes.submodule)
      .map((entry) => entry.path.slice(prefix.length));
    this.submodules = new Set(
      below.filter((entry) => entry.mode === modes.submodule).map((entry) => entry.path.slice(prefix.length)),
    );
  }

  hasFile(path: string): boolean {
    return this.paths[this.firstFrom(path)] === path;
  }

  hasBelow(folder: string): boolean {
    const start = `${folder}/`;
    return this.paths[this.firstFrom(start)]?.startsWith(start) === true;
  }

  isSubmodule(path: string): boolean {
    return this.submodules.has(path);
  }

  private firstFrom(path: string): number {
    let low = 0;
    let high = this.paths.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.paths[middle]! < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
