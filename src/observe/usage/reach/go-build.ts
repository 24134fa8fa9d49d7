import type { DependencyFile, FileFacts } from '#ground/model';
import type { Purl } from '#ground/packages';
import type { UsageFacts } from '../facts.ts';
import type { Code, Load } from './code.ts';
import { fullName, unknown } from './code-use.ts';
import { isStandard, type ModulesOfPackage } from './ecosystem.ts';
import { more, type Reachability, type SymbolsOfPackage } from './question.ts';
import { symbolUse } from './symbols.ts';

/** The files of a Go package, with or without its tests; undefined: its code is not at hand. */
export type GoPackages = (file: DependencyFile, importPath: string) => readonly FileFacts<UsageFacts>[] | undefined;

interface Reached {
  /** Import path that imports it; absent: the project's own code does. */
  readonly by?: string;
  /** Where the project's code begins the way to it. */
  readonly at: { readonly path: string; readonly line: number };
}

const mostPackages = 50_000;

/**
 * All packages that a module's build takes in, from the imports of its own code on: go.mod does not say who uses whom, the code does. Files
 * for every platform count.
 */
export class GoBuild {
  private readonly file: DependencyFile;
  private readonly code: Code;
  private readonly packages: GoPackages;
  private reached: Map<string, Reached> | undefined;
  private readonly importers = new Map<string, Load[]>();
  /** Names behind a dot in all that is built. */
  private readonly selectors = new Set<string>();
  /** A package whose code is not at hand. */
  private missing: string | undefined;

  constructor(file: DependencyFile, code: Code, packages: GoPackages) {
    this.file = file;
    this.code = code;
    this.packages = packages;
  }

  judge(purl: Purl, modules: ModulesOfPackage, symbols: readonly SymbolsOfPackage[]): Reachability {
    this.reached ??= this.reach();
    const paths = [...this.reached.keys()].filter((path) => modules.owns(path));
    const wanted = symbols.length === 0 ? [{ names: [] }] : symbols;
    const uses = wanted.flatMap((symbol) =>
      paths
        .filter((path) => symbol.path === undefined || symbol.path === path)
        .map((path) => this.use(purl, path, symbol)),
    );
    const nothing: Reachability = {
      verdict: 'not-observed',
      words: `no code that is shipped imports ${describe(purl, wanted)}`,
    };
    const found = uses.length === 0 ? (this.inOtherVersion(symbols) ?? nothing) : uses.reduce(more);
    if (found.verdict === 'reachable' || this.missing === undefined) return found;
    return more(found, unknown(`the code of ${this.missing} is not at hand`));
  }

  /** The standard library at hand need not be of the version that is asked about, and moves what is internal. */
  private inOtherVersion(symbols: readonly SymbolsOfPackage[]): Reachability | undefined {
    const moved = symbols.find(
      ({ path }) => path !== undefined && isStandard(path) && this.packages(this.file, path) === undefined,
    );
    return moved === undefined ? undefined : unknown(`the standard library at hand has no ${moved.path}`);
  }

  private use(purl: Purl, path: string, symbol: SymbolsOfPackage): Reachability {
    const loads = this.importers.get(path) ?? [];
    const way = this.wayTo(path);
    const at = this.reached?.get(path)?.at;
    const place = at === undefined ? {} : { at };
    if (symbol.names.length === 0) return { verdict: 'reachable', words: way, ...place };
    const use = symbolUse(purl, [{ ...symbol, path }], loads, []);
    if (use.verdict === 'not-observed') {
      // A value may come from elsewhere than the package of its type.
      const method = symbol.names.find(
        (name) => name.includes('.') && this.selectors.has(name.slice(name.indexOf('.') + 1)),
      );
      if (method !== undefined)
        return { verdict: 'unknown', words: `something of the name of ${method} is called; ${way}`, ...place };
      // The package itself may call it through a variable: net/http takes ProxyFromEnvironment so.
      const values = new Set(this.packages(this.file, path)?.flatMap(({ facts }) => facts.values ?? []));
      const taken = symbol.names.find((name) => values.has(name));
      if (taken !== undefined)
        return { verdict: 'unknown', words: `${path} itself takes ${taken} as a value; ${way}`, ...place };
      return { verdict: 'not-observed', words: `${way}, and no use of ${listed(symbol.names)} was seen` };
    }
    return { verdict: use.verdict, words: `${use.words}; ${way}`, ...place };
  }

  private reach(): Map<string, Reached> {
    const reached = new Map<string, Reached>();
    const open: string[] = [];
    const take = (path: string, from: Reached) => {
      if (path === 'C' || reached.has(path) || reached.size >= mostPackages || this.isOwn(path)) return;
      reached.set(path, from);
      open.push(path);
    };
    for (const { path, facts } of this.code.files) {
      if (facts.language !== 'go' || facts.test === true) continue;
      this.gather(path, facts, undefined, (target, line) => take(target, { at: { path, line } }));
    }
    for (let next = 0; next < open.length; next++) {
      const importPath = open[next] ?? '';
      const from = reached.get(importPath);
      const files = this.packages(this.file, importPath);
      if (files === undefined || from === undefined) {
        this.missing ??= importPath;
        continue;
      }
      for (const { path, facts } of files) {
        if (facts.language !== 'go' || path.endsWith('_test.go')) continue;
        this.gather(`${importPath}/${path}`, facts, importPath, (target) =>
          take(target, { by: importPath, at: from.at }),
        );
      }
    }
    if (reached.size >= mostPackages) this.missing ??= 'more packages than are looked at';
    return reached;
  }

  private gather(
    path: string,
    facts: UsageFacts,
    importer: string | undefined,
    take: (target: string, line: number) => void,
  ): void {
    for (const selector of facts.selectors ?? []) this.selectors.add(selector);
    for (const module of facts.modules) {
      const target = importer === undefined ? module.module : resolved(importer, module.module);
      const known = this.importers.get(target);
      const load: Load = { path, facts, module: { ...module, module: target } };
      if (known === undefined) this.importers.set(target, [load]);
      else known.push(load);
      take(target, module.line);
    }
  }

  private isOwn(path: string): boolean {
    const own = this.file.root?.name;
    return own !== undefined && (path === own || path.startsWith(`${own}/`));
  }

  private wayTo(path: string): string {
    const way: string[] = [];
    let start: Reached | undefined;
    for (let at: string | undefined = path; at !== undefined && way.length < 1000; at = start?.by) {
      way.push(at);
      start = this.reached?.get(at);
    }
    const names = way.reverse();
    const shown = names.length > 3 ? [names[0], '…', names.at(-1)] : names;
    return start === undefined ? shown.join(' > ') : `${start.at.path}:${start.at.line} imports ${shown.join(' > ')}`;
  }
}

/** The standard library has copies of the modules that it uses, below vendor. */
function resolved(importer: string, path: string): string {
  return isStandard(importer) && !isStandard(path) ? `vendor/${path}` : path;
}

function describe(purl: Purl, symbols: readonly SymbolsOfPackage[]): string {
  const paths = symbols.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return paths.length === 0 ? fullName(purl) : listed(paths);
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} or ${names.length - 3} more` : names.join(' or ');
}
