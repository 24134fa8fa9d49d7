import { textAt, TokenKind, type Tokens } from './tokens.ts';

/** Position of the specifier of `import … from 'x'`, `import 'x'`, `export … from 'x'`; undefined: it is no such statement. */
export function specifierOf(tokens: Tokens, at: number): number | undefined {
  const next = textAt(tokens, at + 1);
  if (textAt(tokens, at) === 'export' && next !== '{' && next !== '*' && next !== 'type') return undefined;
  if (next === '(' || next === '.') return undefined;
  for (let to = at + 1; to < tokens.count && to - at < 2000; to++) {
    if (tokens.kind[to] === TokenKind.string)
      return to === at + 1 || textAt(tokens, to - 1) === 'from' ? to : undefined;
    if (/^[;=(]$/.test(textAt(tokens, to))) return undefined;
  }
  return undefined;
}

/** The text in `('x'`. */
export function argumentOf(tokens: Tokens, at: number): string | undefined {
  return textAt(tokens, at) === '(' && tokens.kind[at + 1] === TokenKind.string ? unquoted(tokens, at + 1) : undefined;
}

export function unquoted(tokens: Tokens, at: number): string {
  return textAt(tokens, at).replaceAll(/^["'`]+|["'`]+$/g, '');
}

/** A relative specifier from where it stands; another as it is. */
export function joined(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
