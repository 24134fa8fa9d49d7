import { kinds, type Tokens } from '../lex/tokens.ts';
import { isPackageSpecifier, type ReadContext } from './javascript-context.ts';

const longestDeclaration = 2000;

/** An import declaration at `start`: `import a, { b as c } from 'x'`, `import * as a from 'x'`, `import 'x'`, `import a = require('x')`. */
export function readImport(context: ReadContext, start: number): void {
  const { tokens, gathered, bindings, declared } = context;
  const line = tokens.line(start);
  if (tokens.kind(start + 1) === kinds.string) {
    declared.add(start + 1);
    if (isPackageSpecifier(tokens.value(start + 1))) gathered.module(tokens.value(start + 1), line);
    return;
  }
  const isType = isTypeOnly(context, start + 1);
  const from = findFrom(context, start + 1);
  if (from === undefined) return;
  for (let at = start; at <= from + 1 && at - start < longestDeclaration; at++) declared.add(at);
  declared.add(from + 1);
  const name = tokens.value(from + 1);
  if (isType || !isPackageSpecifier(name)) return;
  const module = gathered.module(name, line);
  let at = start + 1;
  if (tokens.kind(at) === kinds.name && !tokens.is(at, '{')) {
    bindings.add(tokens.value(at), { module, symbol: 'default' });
    at += 1;
    if (tokens.is(at, ',')) at += 1;
  }
  if (tokens.is(at, '*') && tokens.isName(at + 1, 'as')) bindings.add(tokens.value(at + 2), { module });
  else if (tokens.is(at, '{'))
    for (const { symbol, local } of specifiers(context, at)) {
      module.use(symbol, line);
      bindings.add(local, { module, symbol });
    }
}

/** `export … from 'x'`: what is exported again may be used by anybody. */
export function readReExport(context: ReadContext, start: number): void {
  const { tokens, gathered, declared } = context;
  const isStar = tokens.is(start + 1, '*');
  const isType = tokens.isName(start + 1, 'type');
  if (!isStar && !tokens.is(isType ? start + 2 : start + 1, '{')) return;
  const from = findFrom(context, start + 1);
  if (from === undefined) return;
  declared.add(from + 1);
  if (isType || !isPackageSpecifier(tokens.value(from + 1))) return;
  const module = gathered.module(tokens.value(from + 1), tokens.line(start));
  if (isStar) module.escape(tokens.line(start));
  else for (const { symbol } of specifiers(context, start + 1)) module.use(symbol, tokens.line(start));
}

/** `import type X from`, and not `import type from`. */
function isTypeOnly({ tokens }: ReadContext, at: number): boolean {
  if (!tokens.isName(at, 'type') && !tokens.isName(at, 'typeof')) return false;
  return !tokens.is(at + 1, ',') && !(tokens.isName(at + 1, 'from') && tokens.kind(at + 2) === kinds.string);
}

/** Position of `from` with a string behind it; undefined: the declaration ends before, and is another one. */
function findFrom(context: ReadContext, start: number): number | undefined {
  context.froms ??= fromsOf(context.tokens);
  const from = context.froms[start] ?? -1;
  return from === -1 ? undefined : from;
}

/** For each token, where the next `from` with a string stands, before anything that no import holds; -1: nowhere. */
function fromsOf(tokens: Tokens): Int32Array {
  const froms = new Int32Array(tokens.count + 1).fill(-1);
  for (let at = tokens.count - 1; at >= 0; at--) {
    const isStop = tokens.kind(at) === kinds.punctuation && [';', '(', '=', '.'].includes(tokens.value(at));
    const isFrom = tokens.isName(at, 'from') && tokens.kind(at + 1) === kinds.string;
    froms[at] = isFrom ? at : isStop ? -1 : (froms[at + 1] ?? -1);
  }
  return froms;
}

/** Names between braces: `{ a, b as c, type D, 'e' as f }`, without the types. */
function specifiers({ tokens }: ReadContext, open: number): { readonly symbol: string; readonly local: string }[] {
  const names: { symbol: string; local: string }[] = [];
  for (let at = open + 1; at < tokens.count && !tokens.is(at, '}') && at - open < longestDeclaration; at++) {
    if (!tokens.is(at - 1, ',') && at !== open + 1) continue;
    const isType =
      tokens.isName(at, 'type') && !tokens.is(at + 1, ',') && !tokens.is(at + 1, '}') && !tokens.isName(at + 1, 'as');
    if (isType || (tokens.kind(at) !== kinds.name && tokens.kind(at) !== kinds.string)) continue;
    names.push({ symbol: tokens.value(at), local: tokens.value(tokens.isName(at + 1, 'as') ? at + 2 : at) });
  }
  return names;
}
