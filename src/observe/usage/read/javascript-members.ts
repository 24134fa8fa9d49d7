import { kinds, type Tokens } from '../lex/tokens.ts';
import type { Binding } from './javascript-context.ts';

/**
 * Records what stands behind a binding, `at` the token after it: a member (`.name`, `?.name`, `['name']`), a call, or nothing that says
 * which part of it is used.
 */
export function memberUse(tokens: Tokens, at: number, { module, symbol }: Binding, line: number): void {
  if (symbol !== undefined && symbol !== 'default') {
    module.use(symbol, line);
    return;
  }
  const member = memberAt(tokens, tokens.is(at, '!') ? at + 1 : at);
  if (member === undefined) {
    if (symbol === 'default') module.use('default', line);
    // Compilers write `(0, module.default)(…)`, so that `this` is not the module.
    const isBare =
      tokens.is(at, ')') && tokens.is(at + 1, '(') && tokens.is(at - 4, ',') && tokens.value(at - 5) === '0';
    const isCalled = tokens.is(at, '(') || tokens.kind(at) === kinds.template || isBare;
    if (isCalled) module.use('default', line);
    else module.escape(line);
  } else if (member.name === 'default' && symbol === undefined)
    memberUse(tokens, member.next, { module, symbol: 'default' }, line);
  else module.use(member.name, line);
}

function memberAt(tokens: Tokens, at: number): { name: string; next: number } | undefined {
  if ((tokens.is(at, '.') || tokens.is(at, '?.')) && tokens.kind(at + 1) === kinds.name)
    return { name: tokens.value(at + 1), next: at + 2 };
  const bracket = tokens.is(at, '?.') ? at + 1 : at;
  if (tokens.is(bracket, '[') && tokens.kind(bracket + 1) === kinds.string && tokens.is(bracket + 2, ']'))
    return { name: tokens.value(bracket + 1), next: bracket + 3 };
  return undefined;
}

const widest = 400;

/** Names of an object pattern that ends at `close` (its brace): `{ a, b: c, d = 1 }`. Undefined where it is none, has a rest, or computes. */
export function destructured(
  tokens: Tokens,
  close: number,
): readonly { readonly symbol: string; readonly local: string }[] | undefined {
  let open = close - 1;
  while (open >= 0 && close - open < widest && !tokens.is(open, '{')) {
    if (tokens.is(open, '}') || tokens.is(open, ';')) return undefined;
    open -= 1;
  }
  if (!tokens.is(open, '{')) return undefined;
  const names: { symbol: string; local: string }[] = [];
  let depth = 0;
  for (let at = open + 1; at < close; at++) {
    const value = tokens.value(at);
    if (tokens.kind(at) === kinds.punctuation && '([{'.includes(value)) depth += 1;
    else if (tokens.kind(at) === kinds.punctuation && ')]}'.includes(value)) depth -= 1;
    const begins = at === open + 1 || (depth === 0 && tokens.is(at - 1, ','));
    if (!begins) continue;
    if (tokens.kind(at) !== kinds.name) return undefined;
    const isRenamed = tokens.is(at + 1, ':');
    if (isRenamed && tokens.kind(at + 2) !== kinds.name) return undefined;
    names.push({ symbol: value, local: tokens.value(isRenamed ? at + 2 : at) });
  }
  return names;
}
