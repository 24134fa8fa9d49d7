import { type Index, modes } from '#ground/git';

/** What git tracks below the folder that is scanned, with paths relative to it. */
export class Tracked {
  private readonly keys: readonly string[];
  private readonly submodules: ReadonlySet<string>;
  private readonly foldsCase: boolean;
  /** Files and links that may be missing from the work tree without git's saying so. */
  readonly unwatched: readonly string[];

  static readonly none = new Tracked({ entries: [], trees: new Map() }, '', false);

  /**
   * `prefix`: the scanned folder as seen from the top of the work tree, with a slash at the end, or ''. `foldsCase`: names
   * that differ in case alone, or in how a letter and its accent are put together, are one file.
   */
  constructor(index: Index, prefix: string, foldsCase: boolean) {
    this.foldsCase = foldsCase;
    const start = this.keyOf(prefix);
    const below = index.entries.filter((entry) => this.keyOf(entry.path).startsWith(start));
    const inner = ({ path }: { path: string }): string => path.slice(prefix.length);
    // git orders by bytes, and we look up by UTF-16 units.
    this.keys = below.map((entry) => this.keyOf(entry.path).slice(start.length)).sort();
    this.unwatched = below.filter((entry) => entry.unwatched && entry.mode !== modes.submodule).map(inner);
    this.submodules = new Set(
      below.filter((entry) => entry.mode === modes.submodule).map((entry) => this.keyOf(inner(entry))),
    );
  }

  hasFile(path: string): boolean {
    const key = this.keyOf(path);
    return this.keys[this.firstFrom(key)] === key;
  }

  hasBelow(folder: string): boolean {
    const start = `${this.keyOf(folder)}/`;
    return this.keys[this.firstFrom(start)]?.startsWith(start) === true;
  }

  isSubmodule(path: string): boolean {
    return this.submodules.has(this.keyOf(path));
  }

  private keyOf(path: string): string {
    return this.foldsCase ? path.normalize('NFC').toLowerCase() : path;
  }

  private firstFrom(key: string): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keys[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
