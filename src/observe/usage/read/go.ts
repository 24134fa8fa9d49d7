import { lex } from '../lex/lex.ts';
import { go } from '../lex/syntax.ts';
import { kinds, type Tokens } from '../lex/tokens.ts';
import { type GatheredModule, UsageGatherer, type UsageReader } from './reader.ts';

/**
 * What a Go file imports and which exported names it uses of each import: `html.Parse`. Where the name of a package cannot be told from its
 * path, all of it counts as used. Files that no build takes in (`//go:build ignore`) use nothing. Exported names behind a dot are kept as selectors: a method of a value whose type is not known here.
 */
export const readGo: UsageReader = (text, deadline) => {
  if (isNeverBuilt(text)) return { modules: [] };
  const tokens = lex(text, go, deadline);
  const gathered = new UsageGatherer();
  const names = new Map<string, Set<GatheredModule>>();
  const imported: { module: GatheredModule; names: readonly string[]; line: number }[] = [];
  const end = readImports(tokens, (path, name, line) => {
    const module = gathered.module(path, line);
    if (name === '.') module.escape(line);
    if (name === '.' || name === '_') return;
    const candidates = name === undefined ? packageNames(path) : [name];
    imported.push({ module, names: candidates, line });
    for (const one of candidates) names.set(one, (names.get(one) ?? new Set()).add(module));
  });
  const seen = new Set<string>();
  for (let at = end; at < tokens.count; at++) {
    if (tokens.kind(at) !== kinds.name) continue;
    const value = tokens.value(at);
    const isMember = tokens.is(at - 1, '.');
    if (isMember && isExported(value)) gathered.selector(value, tokens.line(at));
    if (!isMember && isExported(value) && isValue(tokens, at)) gathered.value(value, tokens.line(at));
    if (isMember || !tokens.is(at + 1, '.') || tokens.kind(at + 2) !== kinds.name) continue;
    const modules = names.get(value);
    if (modules === undefined) continue;
    seen.add(value);
    for (const module of modules) module.use(tokens.value(at + 2), tokens.line(at));
  }
  // Go refuses imports that are not used: the name is another one.
  for (const { module, names: candidates, line } of imported)
    if (!candidates.some((name) => seen.has(name))) module.escape(line);
  return gathered.result(tokens.unsure);
};

/** Tags that nobody sets, by custom: of generators and of lists of tools. */
function isNeverBuilt(text: string): boolean {
  const head = text.slice(0, 8192);
  const end = /^package\s/m.exec(head)?.index ?? head.length;
  const constraint = /^\/\/(?:go:build|\s*\+build)\s+(.*)$/m.exec(head.slice(0, end))?.[1]?.trim();
  return (
    constraint !== undefined &&
    !constraint.includes('||') &&
    /(?:^|[^!\w])(?:ignore|never|neverbuild|none|tools|gofuzz)\b/.test(constraint)
  );
}

/** Assigned, returned, or handed over, and not called, taken apart or declared here. */
function isValue(tokens: Tokens, at: number): boolean {
  const isTaken = ['=', ',', '(', '{', ':', '[', '&', 'return'].includes(tokens.value(at - 1));
  return (
    isTaken && !['(', '.', '[', '{', '=', ':'].includes(tokens.value(at + 1)) && tokens.kind(at + 1) !== kinds.name
  );
}

/** Reads the import declarations, which stand before all others. Returns the position behind them. */
function readImports(tokens: Tokens, found: Found): number {
  let at = 0;
  while (at < tokens.count) {
    const isOther = ['func', 'var', 'const', 'type'].includes(tokens.value(at)) && tokens.kind(at) === kinds.name;
    if (isOther) return at;
    if (!tokens.isName(at, 'import')) {
      at += 1;
      continue;
    }
    if (tokens.is(at + 1, '(')) {
      at += 2;
      while (at < tokens.count && !tokens.is(at, ')')) at = readSpec(tokens, at, found);
    } else at = readSpec(tokens, at + 1, found);
  }
  return at;
}

/** One import, with or without a name before its path. Returns the position behind it. */
function readSpec(tokens: Tokens, at: number, found: Found): number {
  const isNamed = tokens.kind(at) === kinds.name || tokens.is(at, '.');
  const path = isNamed ? at + 1 : at;
  if (tokens.kind(path) === kinds.string && tokens.value(path).length <= 500)
    found(tokens.value(path), isNamed ? tokens.value(at) : undefined, tokens.line(path));
  let next = path + 1;
  while (tokens.is(next, ';')) next += 1;
  return next;
}

type Found = (path: string, name: string | undefined, line: number) => void;

/** Names that a package at this path may have: its last element, without a version, and without `go` at either end. */
function packageNames(path: string): readonly string[] {
  const parts = path.split('/');
  let last = parts.at(-1) ?? '';
  if (/^v\d+$/.test(last) && parts.length > 1) last = parts.at(-2) ?? last;
  last = last.replace(/\.v\d+$/, '');
  const bare = last.replace(/^go[-.]|[-.]go$/g, '');
  return [
    ...new Set([
      last,
      bare,
      bare.replaceAll(/[-.]/g, '_'),
      bare.replaceAll(/[-.]/g, ''),
      bare.split(/[-.]/).at(-1) ?? bare,
    ]),
  ];
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}
