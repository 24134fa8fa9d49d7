import type { Family } from './languages.ts';
import { textAt, TokenKind, type Tokens } from './tokens.ts';

/** The numbers of the tokens that are no part of an import: these are alike wherever they stand. */
export function withoutImports(tokens: Tokens, family: Family): Int32Array {
  const kept = new Int32Array(tokens.count);
  let count = 0;
  for (let at = 0; at < tokens.count;) {
    const isFirst = at === 0 || tokens.line[at - 1] !== tokens.line[at];
    const end = isFirst ? endOfImport(tokens, at, family) : at;
    if (end > at) at = end;
    else kept[count++] = at++;
  }
  return kept.subarray(0, count);
}

/** `at` itself when no import begins there. */
function endOfImport(tokens: Tokens, at: number, { imports, name, byLine }: Family): number {
  const word = textAt(tokens, at);
  if (!imports.has(word) && !(name === 'c' && word === '#')) return at;
  const next = textAt(tokens, at + 1);
  if (name === 'script') return endOfScriptImport(tokens, at, word, next);
  if (next === '(' && name !== 'go') return at;
  if (word === 'using' && next === 'var') return at;
  if (word === '#') return endOfLine(tokens, at);
  let depth = 0;
  for (let to = at; to < tokens.count && to - at < longestImport; to++) {
    const one = textAt(tokens, to);
    if (one === '(' || one === '{') {
      // What a namespace or module holds is no part of its name.
      if (word === 'namespace' || word === 'mod' || word === 'package') return to;
      depth += 1;
    } else if (one === ')' || one === '}') depth -= 1;
    else if (one === ';' && depth === 0) return to + 1;
    if (byLine && depth <= 0 && (to + 1 >= tokens.count || tokens.line[to + 1] !== tokens.line[to])) return to + 1;
  }
  return at;
}

function endOfScriptImport(tokens: Tokens, at: number, word: string, next: string): number {
  if (word === 'import' ? next === '(' || next === '.' : next !== '{' && next !== '*') return at;
  for (let to = at + 1; to < tokens.count && to - at < longestImport; to++) {
    if (tokens.kind[to] === TokenKind.string) return textAt(tokens, to + 1) === ';' ? to + 2 : to + 1;
    const one = textAt(tokens, to);
    if (one === ';') return to + 1;
    if (word === 'export' && one === '}' && textAt(tokens, to + 1) !== 'from') return to + 1;
  }
  return at;
}

function endOfLine(tokens: Tokens, at: number): number {
  let to = at + 1;
  while (to < tokens.count && tokens.line[to] === tokens.line[at]) to += 1;
  return to;
}

const longestImport = 2000;
