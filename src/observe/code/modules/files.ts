/** The files of a project by their paths, as modules are looked up among them. All paths are relative, with `/`, without `.` and `..`. */
export class Files {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>(['']);

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      this.#files.add(path);
      for (let folder = folderOf(path); folder !== '' && !this.#folders.has(folder); folder = folderOf(folder)) {
        this.#folders.add(folder);
      }
    }
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  hasFolder(path: string): boolean {
    return this.#folders.has(path);
  }
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Undefined when it leaves the project. */
export function join(folder: string, relative: string): string | undefined {
  const parts = folder === '' || relative.startsWith('/') ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The folder and those around it, the project's own ('') last. */
export function* foldersAround(folder: string): Generator<string> {
  for (let at = folder; ; at = folderOf(at)) {
    yield at;
    if (at === '') return;
  }
}
