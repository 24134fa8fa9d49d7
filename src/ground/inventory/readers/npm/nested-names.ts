/** The names that are found in one folder, and where to look next. */
interface Level<Found> {
  readonly folder: string;
  readonly names: Map<string, Found>;
  /** Undefined: not looked for yet; null: there is none above. */
  above: Level<Found> | null | undefined;
}

/**
 * Names in folders in folders, looked up from the inside to the outside. What a path costs is paid once for each folder that holds names, not for
 * each name that is looked up. The outermost folder is `''`.
 */
export class NestedNames<Found> {
  readonly #levels = new Map<string, Level<Found>>();
  readonly #folderAround: (folder: string) => string;
  /** What one folder asks for is looked up together. */
  #last: { readonly from: string; readonly level: Level<Found> | null } | undefined;

  /** `folderAround`: the next folder outwards; each step must be shorter, down to `''`. */
  constructor(folderAround: (folder: string) => string) {
    this.#folderAround = folderAround;
  }

  define(folder: string, name: string, found: Found): void {
    this.#last = undefined;
    let level = this.#levels.get(folder);
    if (level === undefined) {
      level = { folder, names: new Map(), above: undefined };
      this.#levels.set(folder, level);
    }
    level.names.set(name, found);
  }

  /** What the folder itself holds under a name. */
  at(folder: string, name: string): Found | undefined {
    return this.#levels.get(folder)?.names.get(name);
  }

  /** What a name means in a folder. All must be defined by then. */
  find(folder: string, name: string): Found | undefined {
    if (this.#last?.from !== folder) this.#last = { from: folder, level: this.#nearest(folder) };
    for (let { level } = this.#last; level !== null; level = this.#above(level)) {
      const found = level.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #above(level: Level<Found>): Level<Found> | null {
    if (level.above === undefined)
      level.above = level.folder === '' ? null : this.#nearest(this.#folderAround(level.folder));
    return level.above;
  }

  #nearest(from: string): Level<Found> | null {
    for (let folder = from; ; folder = this.#folderAround(folder)) {
      const level = this.#levels.get(folder);
      if (level !== undefined) return level;
      if (folder === '') return null;
    }
  }
}
