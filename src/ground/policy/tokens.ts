import { PolicyError } from './policy-error.ts';

/** A lexical token of Cedar's policy grammar (docs.cedarpolicy.com, "Grammar specification"): enough to split and bound, not to parse. */
export interface Token {
  readonly kind: 'word' | 'string' | 'sign';
  readonly text: string;
  /** UTF-16 offset. */
  readonly start: number;
}

/** One policy of a text that may hold several. */
export interface PolicyPart {
  /** From `@id("…")`, where the policy has one. */
  readonly id?: string;
  readonly text: string;
  /** UTF-16 offset of `text` in the whole. */
  readonly start: number;
}

// Cedar 4.13 compiled to WebAssembly overflows its stack, and tramples its memory, at about 100 nested brackets, 450
// chained members or 500 chained operators. A policy is the user's text, and may be a stranger's: we stop well before.
const maxDepth = 32;
const maxTokens = 600;

const space = /(?:\s+|\/\/[^\n]*)+/y;
// A string that is not closed goes to the end: were its quote taken alone, many of them would make this quadratic.
const lexeme = /([A-Za-z_][A-Za-z0-9_]*)|("(?:[^"\\]|\\[^])*"?)|(\d+|::|&&|\|\||==|!=|<=|>=|[^])/y;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    space.lastIndex = at;
    if (space.test(text)) at = space.lastIndex;
    lexeme.lastIndex = at;
    const match = lexeme.exec(text);
    if (match === null) break;
    const [whole, word, string] = match;
    tokens.push({
      kind: word !== undefined ? 'word' : string !== undefined ? 'string' : 'sign',
      text: whole,
      start: at,
    });
    at = lexeme.lastIndex;
  }
  return tokens;
}

/** Splits at each `;` outside strings and comments, which Cedar's grammar has at the end of a policy and nowhere else. */
export function splitPolicies(name: string, text: string): PolicyPart[] {
  const parts: PolicyPart[] = [];
  let current: Token[] = [];
  for (const token of tokensOf(text)) {
    current.push(token);
    if (token.text !== ';' || token.kind !== 'sign') continue;
    parts.push(partOf(name, text, current, token.start + 1));
    current = [];
  }
  if (current.length > 0) parts.push(partOf(name, text, current, text.length));
  return parts;
}

function partOf(name: string, text: string, tokens: readonly Token[], end: number): PolicyPart {
  refuseTooComplex(name, text, tokens);
  const start = tokens[0]!.start; // the caller collected at least one
  const id = annotatedId(tokens);
  return { ...(id !== undefined && { id }), text: text.slice(start, end), start };
}

function refuseTooComplex(name: string, text: string, tokens: readonly Token[]): void {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'sign') continue;
    if (token.text === '(' || token.text === '[' || token.text === '{') depth += 1;
    if (token.text === ')' || token.text === ']' || token.text === '}') depth -= 1;
    if (depth <= maxDepth && index < maxTokens) continue;
    const limit =
      depth > maxDepth
        ? `brackets nested deeper than ${maxDepth}`
        : `more than ${maxTokens} words and signs in one policy`;
    throw new PolicyError(
      'too-complex',
      { policy: name, ...positionOf(text, token.start) },
      limit,
      'split it into several policies',
    );
  }
}

function annotatedId(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(
    (token, index) => token.text === '@' && tokens[index + 1]?.text === 'id' && tokens[index + 2]?.text === '(',
  );
  const value = at === -1 ? undefined : tokens[at + 3];
  return value?.kind === 'string' ? value.text.slice(1, -1) : undefined;
}

/** Line and column, both from 1, of a UTF-16 offset. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
