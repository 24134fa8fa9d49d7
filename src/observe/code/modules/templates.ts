import { folderOf } from './files.ts';
import type { Resolved } from './resolved.ts';

/** So many templates of one name are weighed against each other. */
const mostAlike = 200;

/** Templates of a project by the names under which programs and other templates render them (`users/profile`, `profile.html`, `./row`). */
export class Templates {
  /** By the last part of the name, without its ending. */
  readonly #byStem = new Map<string, string[]>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const stem = stemOf(path);
      const list = this.#byStem.get(stem);
      if (list === undefined) this.#byStem.set(stem, [path]);
      else if (list.length < mostAlike) list.push(path);
    }
  }

  resolve(from: string, name: string): Resolved | undefined {
    const file = this.find(from, name);
    return file === undefined ? undefined : { file };
  }

  /** Where views lie is told by an engine's settings, which may be anything: the path that ends in the name, nearest to who names it. */
  find(from: string, name: string): string | undefined {
    if (this.#byStem.size === 0 || name.length > 300) return undefined;
    const asked = partsOf(name);
    const last = asked.at(-1);
    const alike = last === undefined ? undefined : this.#byStem.get(stemOf(last));
    if (alike === undefined) return undefined;
    let best: string | undefined;
    let most = -1;
    for (const path of alike) {
      if (path === from || !isNamed(path, asked)) continue;
      const near = common(folderOf(path), folderOf(from));
      if (near > most) {
        best = path;
        most = near;
      }
    }
    return best;
  }
}

function partsOf(name: string): string[] {
  const parts = name.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  // Nunjucks, Pug and others take the name with or without its ending; blueprints and namespaces are left out.
  return parts.length > 1 && /^(?:@\w*|~)$/.test(parts[0]!) ? parts.slice(1) : parts;
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  return (dot < 0 ? name : name.slice(0, dot)).replace(/^_/, '');
}

/** Whether the path ends in the parts, the last of which may be without an ending. */
function isNamed(path: string, asked: readonly string[]): boolean {
  const parts = path.split('/');
  for (let back = 1; back <= asked.length; back++) {
    const part = parts.at(-back);
    const wanted = asked.at(-back)!;
    if (part === wanted) continue;
    if (back > 1 || part === undefined) return false;
    const bare = part.replace(/^_/, '');
    const name = wanted.replace(/^_/, '');
    if (bare !== name && !bare.startsWith(`${name}.`)) return false;
  }
  return true;
}

/** How many folders two have in common from the root on. */
function common(one: string, other: string): number {
  const a = one.split('/');
  const b = other.split('/');
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
