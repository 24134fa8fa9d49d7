import type { DependencyFile, FileFacts, ListedPackage } from '#ground/model';
import { parsePurl, type Purl, PurlError } from '#ground/packages';
import type { Usage } from '../analyzer.ts';
import type { UsageFacts } from '../facts.ts';
import { isTest, readerOf } from '../language.ts';
import { Code } from './code.ts';
import { fullName, namedIn, unknown, useIn } from './code-use.ts';
import { type ModulesOfPackage, modulesOf } from './ecosystem.ts';
import { GoBuild, type GoPackages } from './go-build.ts';
import { type DependencyGraph, graphOf } from './graph.ts';
import {
  isMore,
  lesser,
  more,
  type Reachability,
  type ReachabilityQuestion,
  type ReachabilityVerdict,
  type SymbolsOfPackage,
} from './question.ts';
import { codeBeside } from './scope.ts';

export interface ReachabilityContext {
  readonly usage: Usage;
  /** Every dependency file of the project: they say which code belongs to which lockfile. */
  readonly inventory: readonly DependencyFile[];
  /** Paths of code files that nobody could read. */
  readonly unread?: readonly string[];
  /** The code of an installed package (node_modules), where it is at hand. */
  readonly installed?: (file: DependencyFile, position: number) => readonly FileFacts<UsageFacts>[] | undefined;
  /** The code of one Go package by its import path (vendor, the module cache, the standard library), where it is at hand. */
  readonly goPackage?: GoPackages;
}

/**
 * Answers for one project which vulnerable packages its code reaches. Pure; each lockfile's graph and code are prepared once.
 *
 * A package that the project asks for is looked for in its own code. One that is brought in is as reachable as what brings it in; where
 * the code of those is at hand, it is looked into. `not-observed` takes that everything which could use it was read.
 */
export function openReachability(context: ReachabilityContext): (question: ReachabilityQuestion) => Reachability {
  const prepared = new Map<DependencyFile, Prepared>();
  return ({ file, position, symbols = [] }) => {
    let known = prepared.get(file);
    if (known === undefined) {
      known = prepare(context, file);
      prepared.set(file, known);
    }
    return judge(known, position, symbols.map(callable));
  };
}

/**
 * Go's advisories name what is wrong and, where somebody worked it out, the exported functions that lead there. A list without any exported
 * name says only where the weakness is: whoever imports that may run into it.
 */
function callable(symbol: SymbolsOfPackage): SymbolsOfPackage {
  if (symbol.path === undefined) return symbol;
  return { ...symbol, names: symbol.names.filter((name) => name.split('.').every((part) => /^\p{Lu}/u.test(part))) };
}

interface Prepared {
  readonly file: DependencyFile;
  readonly graph: DependencyGraph;
  readonly code: Code;
  /** What the project's own code says of the package as a whole. */
  readonly own: Map<number, Reachability>;
  readonly installed: (position: number) => Code | undefined;
  /** The answer to the last question about what brings a package in, and what all of them looked at. */
  readonly last: { position: number; levels: ReadonlyMap<number, Level> | 'none' | 'too-many' };
  readonly looked: { packages: number };
  readonly goBuild: GoBuild | undefined;
}

function prepare(
  { usage, inventory, unread = [], installed, goPackage }: ReachabilityContext,
  file: DependencyFile,
): Prepared {
  const packages = new Set(
    inventory.flatMap((one) => one.packages.flatMap(({ purl }) => (purl.startsWith('pkg:npm/') ? [nameIn(purl)] : []))),
  );
  const { files, unread: missing } = codeBeside(file, inventory, usage.files, unread.filter(isShippedCode));
  const code = new Code(files, { unread: missing, packages });
  const inside = new Map<number, Code | undefined>();
  return {
    file,
    graph: graphOf(file),
    code,
    goBuild: goPackage === undefined ? undefined : new GoBuild(file, code, goPackage),
    own: new Map(),
    last: { position: -1, levels: 'none' },
    looked: { packages: 0 },
    installed: (position) => {
      if (!inside.has(position)) inside.set(position, codeOf(installed?.(file, position), packages));
      return inside.get(position);
    },
  };
}

/** Only code that is shipped, and could not be read, could hide a use. */
function isShippedCode(path: string): boolean {
  const reader = readerOf(path, 0);
  return reader !== undefined && reader.language !== 'words' && !isTest(path);
}

/** What a package brings is shipped, whatever its folders are called; its own scripts and settings are for those who make it. */
function codeOf(files: readonly FileFacts<UsageFacts>[] | undefined, packages: ReadonlySet<string>): Code | undefined {
  if (files === undefined) return undefined;
  const shipped = files
    .filter(({ facts }) => facts.language !== 'words')
    .map(({ path, facts: { test: _test, ...facts } }) => ({ path, facts }));
  return new Code(shipped, { packages });
}

function nameIn(purl: string): string {
  const parsed = parsePurl(purl);
  return parsed instanceof PurlError ? '' : fullName(parsed);
}

function judge(prepared: Prepared, position: number, symbols: readonly SymbolsOfPackage[]): Reachability {
  const { file, graph, code } = prepared;
  const listed = file.packages[position];
  const known = listed === undefined ? undefined : identify(listed, code);
  if (listed === undefined || known === undefined)
    return unknown('what code imports does not tell whether it uses this kind of package');
  const { purl, modules } = known;
  const own = useIn(code, purl, modules, symbols);
  if (own.verdict === 'reachable') return own;
  if (file.role !== 'lockfile' && file.role !== 'manifest')
    return own.verdict === 'unknown' ? own : unknown('it stands on the file system itself, where anything may load it');
  if (purl.type === 'golang')
    return (
      prepared.goBuild?.judge(purl, modules, symbols) ?? unknown('whether other modules use it was not looked into')
    );
  if (!graph.hasEdges && file.packages.length > 1) {
    const othersMay = unknown(`${file.path} does not tell which packages use it`);
    return own.verdict === 'unknown' ? own : othersMay;
  }
  const others = throughOthers(prepared, position, known, symbols);
  const isDirect = listed.direct === true || !graph.knowsDirect;
  if (isDirect) return others === undefined ? own : more(own, others);
  if (others === undefined) return more(own, unknown('what brings it in is not known'));
  // Not asked for by the project: that no code of it imports it is no news, unless the code names it all the same.
  return more(others, namedIn(code, modules, 'it') ?? others);
}

interface Known {
  readonly purl: Purl;
  readonly modules: ModulesOfPackage;
}

function identify(listed: ListedPackage, code: Code): Known | undefined {
  const purl = parsePurl(listed.purl);
  if (purl instanceof PurlError) return undefined;
  // npm lets a project install a package under another name: the folder's.
  const folder = listed.place?.slice(listed.place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const modules = modulesOf(purl, folder === undefined || folder === '' ? [] : [folder], code.files);
  return modules === undefined ? undefined : { purl, modules };
}

/** How far a package is used, and by what: what the project's code says of the first package of the path. */
interface Level {
  readonly verdict: ReachabilityVerdict;
  readonly use: Reachability;
  /** Position of the package that brings it in; absent: the project asks for it. */
  readonly from?: number;
}

/** What the packages that bring it in make of it; undefined: none does. */
function throughOthers(
  prepared: Prepared,
  position: number,
  known: Known,
  symbols: readonly SymbolsOfPackage[],
): Reachability | undefined {
  const { file, graph } = prepared;
  const levels = levelsAbove(prepared, position);
  if (levels === 'none') return undefined;
  if (levels === 'too-many') return unknown('too many packages bring it in to look at each');
  const parents = graph.parents(position);
  let found: Reachability = {
    verdict: 'not-observed',
    words: `only ${namesOf(file, parents)} ${parents.length > 1 ? 'bring' : 'brings'} it in, which no code that is shipped uses`,
  };
  for (const parent of parents) {
    const level = levels.get(parent);
    if (level === undefined || level.verdict === 'not-observed') continue;
    found = more(found, through(prepared, parent, level, chainOf(prepared, levels, parent), known, symbols));
    if (found.verdict === 'reachable') break;
  }
  return found;
}

/** What one package that is used itself makes of the one that it brings in. */
function through(
  prepared: Prepared,
  parent: number,
  { verdict, use }: Level,
  chain: string,
  { purl, modules }: Known,
  symbols: readonly SymbolsOfPackage[],
): Reachability {
  const place = use.at === undefined ? {} : { at: use.at };
  const inside = insideOf(prepared, parent, purl, modules, symbols);
  if (inside === undefined) {
    if (symbols.length === 0) return { verdict, words: `${chain} brings it in; ${use.words}`, ...place };
    return {
      verdict: 'unknown',
      words: `${chain} brings it in, and whether that uses what is vulnerable was not looked into; ${use.words}`,
      ...place,
    };
  }
  if (inside.verdict === 'not-observed') return { verdict: 'not-observed', words: `in ${chain}, ${inside.words}` };
  return { verdict: lesser(verdict, inside.verdict), words: `in ${chain}, ${inside.words}; ${use.words}`, ...place };
}

/** The names from a package that the project asks for down to this one; the middle of a long way is left out. */
function chainOf({ file }: Prepared, levels: ReadonlyMap<number, Level>, position: number): string {
  const upward: string[] = [];
  const seen = new Set<number>();
  for (let at: number | undefined = position; at !== undefined && !seen.has(at); at = levels.get(at)?.from) {
    seen.add(at);
    upward.push(nameIn(file.packages[at]?.purl ?? ''));
  }
  const names = upward.reverse();
  return (names.length > 4 ? [...names.slice(0, 2), '…', names.at(-1)] : names).join(' > ');
}

/** What the code of an installed package says; undefined: it is not at hand. */
function insideOf(
  { installed }: Prepared,
  position: number,
  purl: Purl,
  modules: ModulesOfPackage,
  symbols: readonly SymbolsOfPackage[],
): Reachability | undefined {
  const code = installed(position);
  return code === undefined || code.files.length === 0 ? undefined : useIn(code, purl, modules, symbols);
}

/** How far each of these packages is used, from what the project asks for down, by the shortest path. */
/**
 * The levels of all that bring a package in. Questions about one package come one after the other. An attacker's graph has as many packages as
 * ways: what all questions may look at is bounded.
 */
function levelsAbove(prepared: Prepared, position: number): ReadonlyMap<number, Level> | 'none' | 'too-many' {
  const { last, looked } = prepared;
  if (last.position === position) return last.levels;
  last.position = position;
  const ancestors = looked.packages > mostLookedAt ? undefined : prepared.graph.ancestors(position);
  looked.packages += ancestors?.size ?? 0;
  if (ancestors === undefined) last.levels = 'too-many';
  else last.levels = ancestors.size === 0 ? 'none' : levelsOf(prepared, ancestors);
  return last.levels;
}

const mostLookedAt = 3_000_000;

function levelsOf(prepared: Prepared, positions: ReadonlySet<number>): ReadonlyMap<number, Level> {
  const { file, graph, code } = prepared;
  const levels = new Map<number, Level>();
  const open: number[] = [];
  const raise = (position: number, to: Level) => {
    const from = levels.get(position);
    if (from !== undefined && !isMore(to.verdict, from.verdict)) return;
    levels.set(position, to);
    open.push(position);
  };
  for (const position of positions) {
    const listed = file.packages[position];
    if (listed === undefined) continue;
    const isAsked = listed.direct === true || !graph.knowsDirect || graph.parents(position).length === 0;
    if (!isAsked) continue;
    const use = ownUse(prepared, position, listed);
    raise(position, { verdict: use.verdict, use });
  }
  for (let next = 0; next < open.length; next++) {
    const position = open[next] ?? 0;
    const level = levels.get(position);
    if (level === undefined || level.verdict === 'not-observed') continue;
    for (const child of file.packages[position]?.dependsOn ?? []) {
      const listed = positions.has(child) ? file.packages[child] : undefined;
      if (listed === undefined) continue;
      const known = identify(listed, code);
      const inside = known === undefined ? undefined : insideOf(prepared, position, known.purl, known.modules, []);
      const verdict = lesser(level.verdict, inside?.verdict ?? 'reachable');
      raise(child, { verdict, use: level.use, from: position });
    }
  }
  return levels;
}

/** What the project's own code says of a package as a whole; remembered, since many packages share ancestors. */
function ownUse({ own, code }: Prepared, position: number, listed: ListedPackage): Reachability {
  const remembered = own.get(position);
  if (remembered !== undefined) return remembered;
  const known = identify(listed, code);
  const use =
    known === undefined
      ? unknown('its use cannot be told from code')
      : useIn(code, known.purl, known.modules, [], fullName(known.purl));
  own.set(position, use);
  return use;
}

function namesOf({ packages }: DependencyFile, positions: readonly number[]): string {
  const all = [...new Set(positions.map((position) => nameIn(packages[position]?.purl ?? '')))];
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(' and ');
}
