import { builtinModules } from 'node:module';
import type { Json } from '#ground/model';
import { type Files, folderOf, foldersAround, join } from './files.ts';
import type { PackageFacts } from './manifest.ts';
import type { Manifest, Resolved } from './resolved.ts';
import { TypeScriptPaths } from './tsconfig.ts';

const builtins: ReadonlySet<string> = new Set(builtinModules);
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte', '.json'];
/** What TypeScript code names by what it will be compiled to. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Modules of JavaScript and TypeScript: by path, by TypeScript's `paths`, by the names of the project's own packages. */
export class JavaScriptModules {
  readonly #files: Files;
  readonly #packages = new Map<string, PackageFacts>();
  readonly #named = new Map<string, string>();
  readonly #paths: TypeScriptPaths;

  constructor(files: Files, manifests: readonly Manifest[]) {
    this.#files = files;
    for (const { path, facts } of manifests) {
      if (facts.kind !== 'package') continue;
      const folder = folderOf(path);
      this.#packages.set(folder, facts);
      if (facts.name !== undefined && !this.#named.has(facts.name)) this.#named.set(facts.name, folder);
    }
    this.#paths = new TypeScriptPaths(manifests, (name) => this.#named.get(name));
  }

  resolve(from: string, specifier: string): Resolved | undefined {
    const bare = specifier.replace(/[?].*$/s, '');
    if (bare === '' || /^[a-z][a-z+.-]+:/i.test(bare)) {
      return bare.startsWith('node:')
        ? { package: bare.split('/')[0]!, subpath: bare.split('/').slice(1).join('/') }
        : undefined;
    }
    const folder = folderOf(from);
    if (/^\.{0,2}(?:\/|$)/.test(bare)) return asFile(this.#atPath(join(folder, bare)));
    if (bare.startsWith('#')) return asFile(this.#imported(folder, bare));
    const name = packageName(bare);
    const subpath = bare.slice(name.length + 1);
    const found = this.#byPaths(folder, bare) ?? this.#byName(name, subpath);
    if (found !== undefined) return { file: found };
    if (builtins.has(name)) return { package: `node:${name}`, subpath };
    return asFile(this.#byHabit(folder, bare)) ?? { package: name, subpath };
  }

  #byPaths(folder: string, specifier: string): string | undefined {
    for (const candidate of this.#paths.candidates(folder, specifier)) {
      const found = this.#atPath(candidate);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A package of the project, by its own `exports` or by where its files are. */
  #byName(name: string, subpath: string): string | undefined {
    const folder = this.#named.get(name);
    if (folder === undefined) return undefined;
    const facts = this.#packages.get(folder)!;
    for (const target of exported(facts.exports, subpath === '' ? '.' : `./${subpath}`)) {
      const found = this.#target(folder, target);
      if (found !== undefined) return found;
    }
    if (subpath !== '') return this.#target(folder, subpath) ?? this.#atPath(join(folder, `src/${subpath}`));
    return this.#entry(folder, facts);
  }

  #entry(folder: string, facts: PackageFacts | undefined): string | undefined {
    for (const entry of [...(facts?.entries ?? []), 'src/index', 'index', 'lib/index', 'src/main']) {
      const found = this.#target(folder, entry);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `#x`, by the `imports` of the package around. */
  #imported(from: string, specifier: string): string | undefined {
    for (const folder of foldersAround(from)) {
      const facts = this.#packages.get(folder);
      if (facts === undefined) continue;
      for (const target of exported(facts.imports, specifier)) {
        const found = target.startsWith('.') ? this.#target(folder, target) : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    }
    return undefined;
  }

  /** `@/x` and `~/x`, which bundlers are told by code that is not run here: the source of the package around. */
  #byHabit(from: string, specifier: string): string | undefined {
    const rest = /^(?:@|~~?|@@)\/(.+)$/.exec(specifier)?.[1];
    if (rest === undefined) return undefined;
    for (const folder of foldersAround(from)) {
      if (folder !== '' && !this.#packages.has(folder)) continue;
      for (const root of ['src/', '', 'app/']) {
        const found = this.#atPath(join(folder, root + rest));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** A file that a manifest names: itself, or what it is compiled from. */
  #target(folder: string, target: string): string | undefined {
    const path = join(folder, target);
    if (path === undefined) return undefined;
    const found = this.#atPath(path);
    if (found !== undefined) return found;
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    const parts = inside.replace(/\.d\.([cm]?)ts$/, '.$1ts').split('/');
    for (let cut = 1; cut < Math.min(parts.length, 4); cut++) {
      const rest = parts.slice(cut).join('/');
      const stem = rest.replace(/\.[cm]?[jt]sx?$/, '');
      for (const source of [`src/${stem}`, stem]) {
        const from = this.#atPath(join(folder, source));
        if (from !== undefined) return from;
      }
    }
    return undefined;
  }

  #atPath(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    const files = this.#files;
    if (files.has(path)) return path;
    const dot = path.lastIndexOf('.');
    const extension = dot < 0 ? '' : path.slice(dot);
    for (const other of sources[extension] ?? [])
      if (files.has(path.slice(0, dot) + other)) return path.slice(0, dot) + other;
    for (const other of extensions) if (files.has(path + other)) return path + other;
    if (!files.hasFolder(path)) return undefined;
    const inside = path === '' ? 'index' : `${path}/index`;
    for (const other of extensions) if (files.has(inside + other)) return inside + other;
    const facts = this.#packages.get(path);
    return facts === undefined ? undefined : this.#entryOf(path, facts);
  }

  /** A folder that has a manifest of its own, named by its path. */
  #entryOf(folder: string, facts: PackageFacts): string | undefined {
    for (const entry of facts.entries) {
      const path = join(folder, entry);
      if (path !== undefined && path !== folder && this.#files.has(path)) return path;
      for (const other of extensions) if (path !== undefined && this.#files.has(path + other)) return path + other;
    }
    return undefined;
  }
}

const asFile = (file: string | undefined): Resolved | undefined => (file === undefined ? undefined : { file });

function packageName(specifier: string): string {
  const parts = specifier.split('/', 2);
  return specifier.startsWith('@') && parts.length === 2 ? parts.join('/') : parts[0]!;
}

/** Files that `exports` or `imports` name for a subpath (Node.js, "Packages", subpath patterns), under any condition, the source first. */
function exported(table: Json | undefined, subpath: string): string[] {
  if (table === undefined || table === null) return [];
  const { isOfSubpaths, exact, patterns } = readTable(table);
  if (!isOfSubpaths) return subpath === '.' ? targets(table, '') : [];
  const own = exact.get(subpath);
  if (own !== undefined) return targets(own, '');
  let best: { readonly length: number; readonly found: string[] } | undefined;
  for (const [key, value] of patterns) {
    const star = key.indexOf('*');
    const [before, after] = [key.slice(0, star), key.slice(star + 1)];
    if (subpath.length < before.length + after.length || !subpath.startsWith(before) || !subpath.endsWith(after))
      continue;
    if (best !== undefined && best.length >= before.length) continue;
    best = {
      length: before.length,
      found: targets(value, subpath.slice(before.length, subpath.length - after.length)),
    };
  }
  return best?.found ?? [];
}

interface Table {
  readonly isOfSubpaths: boolean;
  readonly exact: ReadonlyMap<string, Json>;
  readonly patterns: readonly (readonly [string, Json])[];
}

/** Each table once: whoever writes it may name thousands of subpaths, and import as many. */
function readTable(table: Json): Table {
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return noTable;
  let read = tables.get(table);
  if (read === undefined) {
    const entries = Object.entries(table);
    read = {
      isOfSubpaths: entries.some(([key]) => key.startsWith('.') || key.startsWith('#')),
      exact: new Map(entries),
      patterns: entries.filter(([key]) => key.includes('*')).slice(0, mostPatterns),
    };
    tables.set(table, read);
  }
  return read;
}

const noTable: Table = { isOfSubpaths: false, exact: new Map(), patterns: [] };
const tables = new WeakMap<object, Table>();
const mostPatterns = 1000;

const rank = (key: string): number => (preferred.includes(key) ? preferred.indexOf(key) : preferred.length);

const preferred = ['source', 'development', 'import', 'node', 'require', 'default', 'types'];

function targets(value: Json, star: string, level = 0): string[] {
  if (typeof value === 'string') return [value.replaceAll('*', () => star)];
  if (level > 8 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => targets(one, star, level + 1));
  const entries = Object.entries(value).sort(([one], [other]) => rank(one) - rank(other));
  return entries.flatMap(([, one]) => targets(one, star, level + 1));
}
