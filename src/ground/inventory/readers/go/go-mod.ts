import { Listing } from '../../listing.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { type Directive, directivesOf } from './mod-lines.ts';
import { goPurl, isFolder, isModulePath, isModuleVersion, standardLibraryVersion } from './module.ts';

/**
 * go.mod. Its versions are exact, and since Go 1.17 it names all modules that packages come from: it is Go's lockfile. The standard library
 * is listed at the toolchain's version, or at the least one that the module can be built with.
 */
export const reader: DependencyReader = {
  format: 'go/go-mod',
  wants: (_, name) => name === 'go.mod',
  read: (file, deadline) => new GoMod(file, deadline).content(),
};

interface Required {
  readonly path: string;
  readonly version: string;
  readonly isIndirect: boolean;
  readonly line: number;
}

export interface Replacement {
  readonly path: string;
  /** Absent: any version. */
  readonly version?: string;
  readonly by: string;
  readonly byVersion?: string;
  readonly line: number;
}

class GoMod {
  readonly #listing = new Listing();
  readonly #required: Required[] = [];
  readonly #replaced = new Map<string, Replacement>();
  readonly #tools: string[] = [];
  #module: string | undefined;
  #language: { readonly version: string; readonly line: number } | undefined;
  #toolchain: { readonly version: string; readonly line: number } | undefined;
  #understood = 0;

  constructor(file: ReadableFile, deadline: number) {
    for (const directive of directivesOf(file, deadline)) this.#directive(directive);
  }

  content() {
    if (this.#understood === 0) return undefined;
    const listing = this.#listing;
    const library = this.#toolchain ?? this.#language;
    if (library !== undefined)
      listing.add({
        purl: goPurl('stdlib', library.version),
        line: library.line,
        direct: true,
        ...(this.#toolchain === undefined && { constraint: `>=${library.version}` }),
      });
    const seen = new Map<string, Required>();
    for (const required of this.#required) {
      const known = seen.get(required.path);
      if (known !== undefined && known.version !== required.version)
        listing.problem(
          'duplicate',
          required.line,
          `${required.path} is required in two versions: the higher one counts.`,
          goPurl(required.path),
        );
      if (known?.version === required.version) continue;
      seen.set(required.path, required);
      this.#add(required);
    }
    return {
      role: 'lockfile' as const,
      ...(this.#module !== undefined && { root: { name: this.#module } }),
      ...listing.result(),
      ...(this.#language !== undefined && { extra: { go: this.#language.version } }),
    };
  }

  #add({ path, version, isIndirect, line }: Required): void {
    const isTool = isIndirect && this.#tools.some((tool) => tool === path || tool.startsWith(`${path}/`));
    const replacement = this.#replaced.get(`${path} ${version}`) ?? this.#replaced.get(path);
    const isLocal = replacement !== undefined && isFolder(replacement.by);
    this.#listing.add({
      purl:
        replacement === undefined
          ? goPurl(path, version)
          : isLocal
            ? goPurl(path)
            : goPurl(replacement.by, replacement.byVersion),
      line: replacement?.line ?? line,
      ...(replacement !== undefined && { constraint: `${path} ${version}` }),
      ...((!isIndirect || isTool) && { direct: true as const }),
      ...(isTool && { scope: 'dev' as const, group: 'tool' }),
      ...(isLocal && { source: replacement.by.slice(0, 1000) }),
    });
  }

  #directive({ verb, words, comment, line }: Directive): void {
    const [first = '', second = ''] = words;
    if (verb === 'module' && isModulePath(first)) this.#module = first;
    else if (verb === 'require') {
      if (!isModulePath(first) || !isModuleVersion(second)) return this.#refuse(line, 'require');
      this.#required.push({ path: first, version: second, isIndirect: /^indirect(?:$|[\s;])/.test(comment), line });
    } else if (verb === 'replace') {
      const replacement = replacementOf(words, line);
      if (replacement === undefined) return this.#refuse(line, 'replace');
      this.#replaced.set(
        replacement.version === undefined ? replacement.path : `${replacement.path} ${replacement.version}`,
        replacement,
      );
    } else if (verb === 'go' || verb === 'toolchain') {
      const version = standardLibraryVersion(first.replace(/^go/, ''));
      if (version !== undefined && verb === 'go') this.#language = { version, line };
      else if (version !== undefined) this.#toolchain = { version, line };
    } else if (verb === 'tool') this.#tools.push(first);
    else if (!otherVerbs.has(verb)) return this.#refuse(line, '');
    this.#understood += 1;
  }

  #refuse(line: number, verb: string): void {
    this.#listing.problem(
      'malformed',
      line,
      verb === '' ? 'This is no directive of go.mod.' : `This is no ${verb} of go.mod.`,
    );
  }
}

const otherVerbs: ReadonlySet<string> = new Set(['module', 'exclude', 'retract', 'godebug', 'ignore', 'use']);

/** `path [version] => path [version]`. */
export function replacementOf(words: readonly string[], line: number): Replacement | undefined {
  const arrow = words.indexOf('=>');
  const [path = '', version] = words.slice(0, arrow);
  const [by = '', byVersion] = words.slice(arrow + 1);
  if (
    arrow < 1 ||
    arrow > 2 ||
    !isModulePath(path) ||
    (!isFolder(by) && (!isModulePath(by) || byVersion === undefined || !isModuleVersion(byVersion)))
  )
    return undefined;
  return { path, ...(version !== undefined && { version }), by, ...(byVersion !== undefined && { byVersion }), line };
}
