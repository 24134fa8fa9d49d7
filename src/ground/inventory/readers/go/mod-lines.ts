import { linesOf, Patience } from '../../text-lines.ts';
import type { ReadableFile } from '../../reader.ts';

/** A directive of go.mod or go.work; one line of a block `require ( … )` is one. */
export interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  readonly comment: string;
  readonly line: number;
}

/** The directives of go.mod and go.work (Go modules reference, "go.mod files: Lexical elements"). Linear. Throws ReadFailure. */
export function* directivesOf(file: ReadableFile, deadline: number): Generator<Directive, void> {
  const patience = new Patience(deadline);
  let block: string | undefined;
  for (const [i, text] of linesOf(file).entries()) {
    patience.check(i + 1);
    const { words, comment } = wordsOf(text);
    const [first = ''] = words;
    if (words.length === 0) continue;
    if (block !== undefined && first === ')') block = undefined;
    else if (block !== undefined) yield { verb: block, words, comment, line: i + 1 };
    else if (words.at(-1) === '(') block = first;
    else if (first.endsWith('(') && words.length === 1) block = first.slice(0, -1);
    else yield { verb: first, words: words.slice(1), comment, line: i + 1 };
  }
}

function wordsOf(text: string): { readonly words: readonly string[]; readonly comment: string } {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
    if (at >= text.length) return { words, comment: '' };
    if (text.startsWith('//', at)) return { words, comment: text.slice(at + 2).trim() };
    const quote = text[at];
    if (quote === '"' || quote === '`') {
      const end = text.indexOf(quote, at + 1);
      words.push(text.slice(at + 1, end < 0 ? text.length : end));
      at = end < 0 ? text.length : end + 1;
      continue;
    }
    const start = at;
    while (at < text.length && !/\s/.test(text[at] ?? '') && !(text.startsWith('//', at) && at > start)) at += 1;
    words.push(text.slice(start, at));
  }
}
