import { lex } from '../lex/lex.ts';
import { python } from '../lex/syntax.ts';
import { kinds, type Tokens } from '../lex/tokens.ts';
import { type GatheredModule, UsageGatherer, type UsageReader } from './reader.ts';

/**
 * What a Python file imports and what it uses of it: `import a.b as c`, `from a import b as c`, `import_module('a')`. Symbols are dotted
 * below the module that is imported first: `import yaml` and `yaml.load(…)` is `load` of `yaml`. Imports within the project (`from . import`)
 * are left out. Scopes are not told apart.
 */
export const readPython: UsageReader = (text, deadline) => {
  const tokens = lex(text, python, deadline);
  const gathered = new UsageGatherer();
  const names = new Map<string, Bound[]>();
  const declared = new Set<number>();
  const bind = (name: string, bound: Bound) => {
    const known = names.get(name);
    if (known === undefined) names.set(name, [bound]);
    else if (known.length < 50) known.push(bound);
    else bound.module.escape(1);
  };
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.kind(at) === kinds.string) {
      const value = tokens.value(at);
      if (isDotted(value)) gathered.mention(value, tokens.line(at));
    } else if (startsStatement(tokens, at)) {
      if (tokens.isName(at, 'import')) importStatement(tokens, at, gathered, bind, declared);
      else if (tokens.isName(at, 'from')) fromStatement(tokens, at, gathered, bind, declared);
    }
    if (tokens.isName(at, 'import_module') || tokens.isName(at, '__import__')) load(tokens, at, gathered);
  }
  if (names.size > 0) for (let at = 0; at < tokens.count; at++) use(tokens, at, names, declared);
  return gathered.result(tokens.unsure);
};

interface Bound {
  readonly module: GatheredModule;
  /** Below the module: '' for itself. */
  readonly symbol: string;
}

type Bind = (name: string, bound: Bound) => void;

function startsStatement(tokens: Tokens, at: number): boolean {
  return at === 0 || tokens.line(at - 1) < tokens.line(at) || tokens.is(at - 1, ';') || tokens.is(at - 1, ':');
}

/** `import a.b, c as d` */
function importStatement(
  tokens: Tokens,
  start: number,
  gathered: UsageGatherer,
  bind: Bind,
  declared: Set<number>,
): void {
  let at = start + 1;
  for (;;) {
    const { name, next } = dotted(tokens, at);
    if (name === '') return;
    const module = gathered.module(name, tokens.line(at));
    const isRenamed = tokens.isName(next, 'as') && tokens.kind(next + 1) === kinds.name;
    if (isRenamed) bind(tokens.value(next + 1), { module, symbol: '' });
    else {
      const [top = ''] = name.split('.', 1);
      bind(top, { module: top === name ? module : gathered.module(top, tokens.line(at)), symbol: '' });
    }
    const end = isRenamed ? next + 2 : next;
    for (let used = at; used < end; used++) declared.add(used);
    if (!tokens.is(end, ',')) return;
    at = end + 1;
  }
}

/** `from a.b import c as d, e` and `from a import (b, c)`, `from a import *` */
function fromStatement(
  tokens: Tokens,
  start: number,
  gathered: UsageGatherer,
  bind: Bind,
  declared: Set<number>,
): void {
  const { name, next } = dotted(tokens, start + 1);
  if (!tokens.isName(next, 'import')) return;
  const isInParentheses = tokens.is(next + 1, '(');
  const module = name === '' ? undefined : gathered.module(name, tokens.line(start));
  let at = isInParentheses ? next + 2 : next + 1;
  for (let used = start; used < at; used++) declared.add(used);
  if (tokens.is(at, '*')) module?.escape(tokens.line(at));
  while (tokens.kind(at) === kinds.name) {
    const symbol = tokens.value(at);
    const isRenamed = tokens.isName(at + 1, 'as') && tokens.kind(at + 2) === kinds.name;
    const end = isRenamed ? at + 3 : at + 1;
    if (module !== undefined) {
      module.use(symbol, tokens.line(at));
      bind(isRenamed ? tokens.value(at + 2) : symbol, { module, symbol });
    }
    for (let used = at; used < end; used++) declared.add(used);
    if (!tokens.is(end, ',')) return;
    at = end + 1;
    if (!isInParentheses && tokens.line(at) > tokens.line(end)) return;
  }
}

/** '' where it begins with a dot, or is no name. */
function dotted(tokens: Tokens, start: number): { name: string; next: number } {
  let at = start;
  if (tokens.is(at, '.') || tokens.is(at, '...')) {
    while (tokens.is(at, '.') || tokens.is(at, '...')) at += 1;
    if (!tokens.isName(at, 'import')) at = dotted(tokens, at).next;
    return { name: '', next: at };
  }
  const parts: string[] = [];
  while (tokens.kind(at) === kinds.name && parts.length < 20) {
    parts.push(tokens.value(at));
    if (!tokens.is(at + 1, '.')) return { name: parts.join('.'), next: at + 1 };
    at += 2;
  }
  return { name: parts.join('.'), next: at };
}

function load(tokens: Tokens, at: number, gathered: UsageGatherer): void {
  if (!tokens.is(at + 1, '(') || tokens.isName(at - 1, 'def')) return;
  const argument =
    tokens.kind(at + 2) === kinds.name && tokens.kind(at + 3) === kinds.string && tokens.touches(at + 3)
      ? at + 3
      : at + 2;
  if (tokens.kind(argument) === kinds.string && argument === at + 2) {
    if (isDotted(tokens.value(argument)))
      gathered.module(tokens.value(argument), tokens.line(at)).escape(tokens.line(at));
  } else gathered.dynamically(tokens.line(at));
}

const deepest = 5;

function use(
  tokens: Tokens,
  at: number,
  names: ReadonlyMap<string, readonly Bound[]>,
  declared: ReadonlySet<number>,
): void {
  if (tokens.kind(at) !== kinds.name || declared.has(at) || tokens.is(at - 1, '.')) return;
  const known = names.get(tokens.value(at));
  if (known === undefined) return;
  // A keyword argument of this name: `f(name=1)`.
  if (tokens.is(at + 1, '=') && !tokens.is(at + 2, '=') && (tokens.is(at - 1, '(') || tokens.is(at - 1, ','))) return;
  const parts: string[] = [];
  for (
    let next = at + 1;
    parts.length < deepest && tokens.is(next, '.') && tokens.kind(next + 1) === kinds.name;
    next += 2
  )
    parts.push(tokens.value(next + 1));
  const line = tokens.line(at);
  for (const { module, symbol } of known) {
    const path = symbol === '' ? parts : [symbol, ...parts];
    if (path.length === 0) module.escape(line);
    // Each part: of `a.b.c`, `a.b` is used too.
    for (let end = 1; end <= path.length; end++) module.use(path.slice(0, end).join('.'), line);
  }
}

function isDotted(text: string): boolean {
  return text.length >= 2 && text.length <= 120 && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[\w.]+)?$/.test(text);
}
