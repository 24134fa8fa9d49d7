import { lex } from '../lex/lex.ts';
import { javascript } from '../lex/syntax.ts';
import { kinds, type Tokens } from '../lex/tokens.ts';
import { destructured, memberUse } from './javascript-members.ts';
import { readImport, readReExport } from './javascript-imports.ts';
import { Bindings, isPackageSpecifier, type ReadContext } from './javascript-context.ts';
import { type GatheredModule, UsageGatherer, type UsageReader } from './reader.ts';

/**
 * What a JavaScript or TypeScript file loads, and what it uses of it: import and export declarations (types alone do not count), require,
 * `import()`, and for each name that they bind, what stands behind it. Scopes are not told apart: a name that is bound twice is both, so
 * more is called used than is, never less.
 */
export const readJavascript: UsageReader = (text, deadline) => {
  const tokens = lex(text, javascript, deadline);
  const gathered = new UsageGatherer();
  const bindings = new Bindings();
  /** Tokens that belong to a declaration of a binding, and are no use of it. */
  const declared = new Set<number>();
  const context: ReadContext = { tokens, gathered, bindings, declared };
  for (let at = 0; at < tokens.count; at++) {
    const kind = tokens.kind(at);
    if (kind === kinds.string || kind === kinds.template) mention(context, at);
    else if (kind === kinds.name && !isMember(tokens, at)) load(context, at);
  }
  if (bindings.size > 0) for (let at = 0; at < tokens.count; at++) use(context, at);
  return gathered.result(tokens.unsure);
};

/** `a.import` and `#require` are members; `...require` is not. */
function isMember(tokens: Tokens, at: number): boolean {
  const before = at - 1;
  return tokens.is(before, '.') || tokens.is(before, '?.') || tokens.is(before, '#');
}

function load(context: ReadContext, at: number): void {
  const { tokens } = context;
  const word = tokens.value(at);
  if (word === 'import') {
    if (tokens.is(at + 1, '(')) call(context, at, at + 2);
    else if (!tokens.is(at + 1, '.')) readImport(context, at);
  } else if (word === 'export') readReExport(context, at);
  else if (word === 'require') {
    if (tokens.is(at + 1, '(')) call(context, at, at + 2);
    else if (tokens.is(at + 1, '.') && tokens.isName(at + 2, 'resolve') && tokens.is(at + 3, '('))
      call(context, at, at + 4);
  }
}

/** A load by a call, whose first argument is at `argument`. */
function call(context: ReadContext, at: number, argument: number): void {
  const { tokens, gathered } = context;
  if (isDeclaration(tokens, at)) return;
  const closes = tokens.is(argument + 1, ')') || tokens.is(argument + 1, ',');
  const isText = tokens.kind(argument) === kinds.string || tokens.kind(argument) === kinds.template;
  if (isText && closes) {
    const name = tokens.value(argument);
    context.declared.add(argument);
    if (isPackageSpecifier(name)) loaded(context, gathered.module(name, tokens.line(at)), at, argument + 1);
  } else if (!isOfFile(tokens, argument)) gathered.dynamically(tokens.line(at));
}

/** `function require(` and a method `require(name) {` load nothing. */
function isDeclaration(tokens: Tokens, at: number): boolean {
  return tokens.isName(at - 1, 'function') || tokens.is(at + 2, ')');
}

/** The name is computed, but names a file of the project: `'./' + name`, `path.join(…)`, `__dirname`. */
function isOfFile(tokens: Tokens, at: number): boolean {
  const value = tokens.value(at);
  if (tokens.kind(at) === kinds.string || tokens.kind(at) === kinds.template)
    return /^(\.{0,2}\/|[@~]\/|file:|node:|data:)/.test(value);
  if (value === '__dirname' || value === '__filename') return true;
  return value === 'path' && tokens.is(at + 1, '.') && ['join', 'resolve'].includes(tokens.value(at + 2));
}

/** What becomes of a loaded module: bound to a name, taken apart, a member of it used, or handed on. */
function loaded(context: ReadContext, module: GatheredModule, start: number, close: number): void {
  const { tokens, bindings, declared } = context;
  let from = start;
  let after = close + 1;
  // `await import(x)`, `(await import(x))`, `__importDefault(require(x))`
  if (tokens.isName(from - 1, 'await')) from -= 1;
  const isAwaited = from < start;
  while (tokens.is(from - 1, '(') && tokens.is(after, ')')) {
    const isInterop =
      tokens.kind(from - 2) === kinds.name && /^_*(import|interop|toESM|require)/i.test(tokens.value(from - 2));
    const isCall =
      tokens.kind(from - 2) === kinds.name && !['await', 'return', 'typeof'].includes(tokens.value(from - 2));
    if (isCall && !isInterop) break;
    from -= isInterop ? 2 : 1;
    after += 1;
  }
  const line = tokens.line(start);
  if (tokens.is(after, '.') || tokens.is(after, '?.') || tokens.is(after, '(') || tokens.is(after, '[')) {
    if (tokens.isName(start, 'import') && !isAwaited) module.escape(line);
    else memberUse(tokens, after, { module }, line);
    return;
  }
  if (tokens.is(from - 1, '=') && tokens.is(from - 2, '}')) {
    const names = destructured(tokens, from - 2);
    if (names === undefined) module.escape(line);
    else
      for (const { symbol, local } of names) {
        module.use(symbol, line);
        bindings.add(local, { module, symbol });
      }
    return;
  }
  const name = tokens.is(from - 1, '=') ? boundName(tokens, from - 2) : undefined;
  if (name !== undefined) {
    bindings.add(tokens.value(name), { module });
    declared.add(name);
  } else if (!isStatement(tokens, from - 1, after)) module.escape(line);
}

/** The name that is assigned to, `at` the end of what stands before `=`: `const x`, `x`, `let x: T`. */
function boundName(tokens: Tokens, at: number): number | undefined {
  if (tokens.kind(at) !== kinds.name || isMember(tokens, at)) return undefined;
  const isTyped = tokens.is(at - 1, ':') && tokens.kind(at - 2) === kinds.name;
  return isTyped ? at - 2 : at;
}

/** `require('x');` for its effect alone. */
function isStatement(tokens: Tokens, before: number, after: number): boolean {
  const starts =
    before < 0 || [';', '}', '{'].includes(tokens.value(before)) || tokens.line(before) < tokens.line(before + 1);
  const ends =
    after >= tokens.count || [';', '}'].includes(tokens.value(after)) || tokens.line(after) > tokens.line(after - 1);
  return starts && ends && !['=', '(', ',', ':', '[', 'return', '=>'].includes(tokens.value(before));
}

function use({ tokens, bindings, declared }: ReadContext, at: number): void {
  if (tokens.kind(at) !== kinds.name) return;
  const known = bindings.of(tokens.value(at));
  if (known === undefined || declared.has(at) || isMember(tokens, at)) return;
  const isKey = tokens.is(at + 1, ':') && (tokens.is(at - 1, '{') || tokens.is(at - 1, ','));
  if (isKey) return;
  const line = tokens.line(at);
  const parts =
    tokens.is(at - 1, '=') && tokens.is(at - 2, '}') && !/^[.([]|^\?\.$/.test(tokens.value(at + 1))
      ? destructured(tokens, at - 2)
      : undefined;
  for (const binding of known) {
    if (parts !== undefined && (binding.symbol ?? 'default') === 'default')
      for (const { symbol } of parts) binding.module.use(symbol, line);
    else memberUse(tokens, at + 1, binding, line);
  }
}

/** A string that a package's name could be. */
function mention({ tokens, gathered, declared }: ReadContext, at: number): void {
  if (declared.has(at)) return;
  const value = tokens.value(at);
  if (value.length >= 2 && value.length <= 120 && isPackageSpecifier(value)) gathered.mention(value, tokens.line(at));
}
