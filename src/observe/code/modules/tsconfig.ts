import { folderOf, foldersAround, join } from './files.ts';
import type { TsconfigFacts } from './manifest.ts';
import type { Manifest } from './resolved.ts';

interface Mapping {
  /** The folder that targets of `paths` are relative to. */
  readonly base: string;
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
  /** `baseUrl`: names that are no package are looked up there. */
  readonly root: string | undefined;
}

const deepest = 10;

/** `paths` and `baseUrl` of `tsconfig.json` and `jsconfig.json`, with what they extend (TypeScript handbook, "Module resolution"). */
export class TypeScriptPaths {
  readonly #configs = new Map<string, TsconfigFacts>();
  readonly #mappings = new Map<string, Mapping | undefined>();
  readonly #folderOfPackage: (name: string) => string | undefined;

  constructor(manifests: readonly Manifest[], folderOfPackage: (name: string) => string | undefined) {
    for (const { path, facts } of manifests) if (facts.kind === 'tsconfig') this.#configs.set(path, facts);
    this.#folderOfPackage = folderOfPackage;
  }

  /** Paths that the specifier may stand for in a folder's files, without extensions. */
  candidates(folder: string, specifier: string): string[] {
    const mapping = this.#mappingOf(folder);
    if (mapping === undefined) return [];
    const found: string[] = [];
    let longest = -1;
    for (const [pattern, targets] of mapping.paths) {
      const star = pattern.indexOf('*');
      const [before, after] = star < 0 ? [pattern, ''] : [pattern.slice(0, star), pattern.slice(star + 1)];
      const fits =
        star < 0
          ? specifier === pattern
          : specifier.length >= before.length + after.length &&
            specifier.startsWith(before) &&
            specifier.endsWith(after);
      if (!fits || before.length <= longest) continue;
      longest = star < 0 ? Number.MAX_SAFE_INTEGER : before.length;
      const middle = specifier.slice(before.length, specifier.length - after.length);
      found.length = 0;
      for (const target of targets) {
        const path = join(
          mapping.base,
          target.replace('*', () => middle),
        );
        if (path !== undefined) found.push(path);
      }
    }
    if (mapping.root !== undefined) found.push(join(mapping.root, specifier) ?? specifier);
    return found;
  }

  /** Of the nearest settings around that say anything. */
  #mappingOf(folder: string): Mapping | undefined {
    if (this.#mappings.has(folder)) return this.#mappings.get(folder);
    let mapping: Mapping | undefined;
    for (const around of foldersAround(folder)) {
      for (const name of ['tsconfig.json', 'jsconfig.json']) {
        const path = around === '' ? name : `${around}/${name}`;
        mapping ??= this.#configs.has(path) ? this.#read(path) : undefined;
      }
      if (mapping !== undefined) break;
    }
    this.#mappings.set(folder, mapping);
    return mapping;
  }

  /** What a file and those that it extends, or else those that it refers to, say. */
  #read(path: string, level = 0): Mapping | undefined {
    const facts = this.#configs.get(path);
    if (facts === undefined || level > deepest) return undefined;
    const folder = folderOf(path);
    const root = facts.baseUrl === undefined ? undefined : join(folder, facts.baseUrl);
    if (facts.paths !== undefined)
      return { base: root ?? this.#inheritedRoot(path) ?? folder, paths: Object.entries(facts.paths), root };
    for (const other of facts.extends.toReversed()) {
      const inherited = this.#readOther(folder, other, level);
      if (inherited !== undefined) return root === undefined ? inherited : { ...inherited, root };
    }
    if (root !== undefined) return { base: root, paths: [], root };
    for (const other of facts.references) {
      const referred = this.#readOther(folder, other, level);
      if (referred !== undefined) return referred;
    }
    return undefined;
  }

  #inheritedRoot(path: string): string | undefined {
    for (const other of this.#configs.get(path)?.extends ?? []) {
      for (const found of this.#others(folderOf(path), other)) {
        const facts = this.#configs.get(found);
        if (facts?.baseUrl !== undefined) return join(folderOf(found), facts.baseUrl);
      }
    }
    return undefined;
  }

  #readOther(folder: string, other: string, level: number): Mapping | undefined {
    for (const found of this.#others(folder, other)) if (this.#configs.has(found)) return this.#read(found, level + 1);
    return undefined;
  }

  /** Where settings that are named in a folder may be. */
  #others(folder: string, other: string): string[] {
    const isPath = /^\.{0,2}(?:\/|$)/.test(other);
    const name = other.startsWith('@') ? other.split('/', 2).join('/') : other.split('/', 1)[0]!;
    const base = isPath
      ? join(folder, other)
      : join(this.#folderOfPackage(name) ?? `node_modules/${name}`, other.slice(name.length + 1));
    return base === undefined ? [] : [base, `${base}.json`, base === '' ? 'tsconfig.json' : `${base}/tsconfig.json`];
  }
}
