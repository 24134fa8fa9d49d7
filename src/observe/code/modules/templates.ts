import { folderOf } from './files.ts';
import type { Resolved } from './resolved.ts';

/** So many parts of a path, from its end and from its beginning, tell templates of one name apart. */
const mostParts = 12;

/** Templates of a project by the names under which programs and other templates render them (`users/profile`, `profile.html`, `./row`). */
export class Templates {
  /** By an end of the path, with or without its ending: by each folder around, the first two in it. */
  readonly #byEnd = new Map<string, Map<string, string[]>>();

  constructor(paths: Iterable<string>) {
    const split = [...paths].sort().map((path) => ({ path, parts: path.split('/') }));
    // Of those that are as near, the one that lies highest.
    for (const { path, parts } of split.sort((a, b) => a.parts.length - b.parts.length)) {
      const name = parts.pop()!;
      const around = foldersOf(parts);
      for (const bare of namesOf(name))
        for (let back = 0; back <= Math.min(parts.length, mostParts); back++)
          this.#add([...parts.slice(parts.length - back), bare].join('/'), around, path);
    }
  }

  #add(end: string, folders: readonly string[], path: string): void {
    let byFolder = this.#byEnd.get(end);
    if (byFolder === undefined) this.#byEnd.set(end, (byFolder = new Map()));
    for (const folder of folders) {
      const list = byFolder.get(folder);
      if (list === undefined) byFolder.set(folder, [path]);
      else if (list.length < 2) list.push(path);
    }
  }

  resolve(from: string, name: string): Resolved | undefined {
    const file = this.find(from, name);
    return file === undefined ? undefined : { file };
  }

  /** Where views lie is told by an engine's settings, which may be anything: the path that ends in the name, nearest to who names it. */
  find(from: string, name: string): string | undefined {
    if (this.#byEnd.size === 0 || name.length > 300) return undefined;
    const asked = partsOf(name);
    const last = asked.pop();
    if (last === undefined) return undefined;
    const byFolder = this.#byEnd.get([...asked, last.replace(/^_/, '')].join('/'));
    if (byFolder === undefined) return undefined;
    for (const folder of foldersOf(folderOf(from).split('/')).reverse()) {
      const found = byFolder.get(folder)?.find((path) => path !== from);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** `a/b/c.html.j2` is `c`, `c.html` and `c.html.j2`: engines take names with their endings and without. Partials may begin with a line. */
function namesOf(name: string): string[] {
  const bare = name.replace(/^_/, '');
  const names = [bare];
  for (let dot = bare.lastIndexOf('.'); dot > 0 && names.length < 5; dot = bare.lastIndexOf('.', dot - 1))
    names.push(bare.slice(0, dot));
  return names;
}

/** A folder and those around it, from the root on. */
function foldersOf(parts: readonly string[]): string[] {
  const folders = [''];
  for (const part of parts.slice(0, mostParts)) if (part !== '') folders.push(`${folders.at(-1)}${part}/`);
  return folders;
}

function partsOf(name: string): string[] {
  const parts = name.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  // Nunjucks, Pug and others take the name with or without its ending; blueprints and namespaces are left out.
  return parts.length > 1 && /^(?:@\w*|~)$/.test(parts[0]!) ? parts.slice(1) : parts;
}
