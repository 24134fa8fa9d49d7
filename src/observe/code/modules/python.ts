import { type Files, folderOf, foldersAround } from './files.ts';
import type { Resolved } from './resolved.ts';

/** Names of the standard library that projects like to name files after: those files are not meant by another folder's imports. */
const standard: ReadonlySet<string> = new Set(
  `abc argparse array ast asyncio base64 bisect calendar cmd code codecs collections configparser contextlib copy csv ctypes datetime decimal difflib email enum errno functools
  getpass glob gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json keyword logging math mimetypes multiprocessing numbers operator os pathlib pickle
  platform pprint profile queue random re sched secrets select shelve shlex shutil signal site smtplib socket sqlite3 ssl stat statistics string struct subprocess sys tarfile
  tempfile test textwrap threading time token tokenize trace traceback types typing unittest urllib uuid warnings weakref xml zipfile zlib`.split(
    /\s+/,
  ),
);

/** Modules of Python. Where a project's packages begin is told by its files: any folder around the importing file, or a `src` in one. */
export class PythonModules {
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  resolve(from: string, specifier: string): Resolved | undefined {
    const dots = /^\.*/.exec(specifier)![0].length;
    const parts = specifier
      .slice(dots)
      .split('.')
      .filter((part) => part !== '');
    if (dots > 0) return this.#relative(from, dots, parts);
    if (parts.length === 0) return undefined;
    const found = this.#absolute(from, parts);
    return found === undefined ? { package: parts[0]!, subpath: parts.slice(1).join('.') } : { file: found };
  }

  submodule(of: string, name: string): string | undefined {
    if (of.endsWith('/')) return this.#module(of + name);
    return /(?:^|\/)__init__\.pyi?$/.test(of) ? this.#module(within(folderOf(of), name)) : undefined;
  }

  #relative(from: string, dots: number, parts: readonly string[]): Resolved | undefined {
    let folder = folderOf(from);
    for (let up = 1; up < dots; up++) {
      if (folder === '') return undefined;
      folder = folderOf(folder);
    }
    const found = this.#module(parts.reduce(within, folder));
    return found === undefined ? undefined : { file: found };
  }

  #absolute(from: string, parts: readonly string[]): string | undefined {
    const own = folderOf(from);
    const path = parts.join('/');
    for (const folder of foldersAround(own)) {
      // A package's folder is no place that imports are looked up in, though scripts that are started there do so.
      const isPackage = this.#files.has(within(folder, '__init__.py'));
      if (isPackage && standard.has(parts[0]!)) continue;
      for (const root of isPackage ? [folder] : [folder, within(folder, 'src'), within(folder, 'lib')]) {
        const found = this.#module(within(root, path));
        if (found !== undefined && (!found.endsWith('/') || parts.length > 1 || root !== own)) return found;
      }
    }
    return undefined;
  }

  /** A file, a package, or a folder of modules. */
  #module(path: string): string | undefined {
    for (const end of ['.py', '/__init__.py', '.pyi', '/__init__.pyi', '.ipynb']) {
      // The project's folder may be a package itself.
      const file = path === '' ? end.slice(1) : path + end;
      if (this.#files.has(file)) return file;
    }
    return path !== '' && this.#files.hasFolder(path) ? `${path}/` : undefined;
  }
}

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
