import { ReadFailure } from '../../reader.ts';
import type { Patience } from '../../text-lines.ts';

/**
 * A literal of Elixir. Numbers are atoms; a keyword (`hex: :jason`) is a tuple of two, as Elixir has it, and so are a map's items.
 */
export type Term =
  | { readonly kind: 'text' | 'atom'; readonly text: string; readonly line: number }
  | { readonly kind: 'tuple' | 'list' | 'map'; readonly items: readonly Term[]; readonly line: number };

/**
 * Reads a map of literals of Elixir, item by item: maps, tuples, lists, keywords, texts, atoms, numbers. No interpolation, no sigils, no code.
 * Throws ReadFailure where it comes to something else.
 */
export function* readMap(text: string, patience: Patience): Generator<Term> {
  const reader = new TermReader(text, patience);
  yield* reader.map();
  if (!reader.ended()) reader.fail('something stands after the end of the map');
}

const maxDepth = 32;
const closing = { tuple: '}', list: ']', map: '}' } as const;
const word = /[\w.?!@-]*/y;

class TermReader {
  readonly #text: string;
  readonly #patience: Patience;
  #at = 0;
  #line = 1;

  constructor(text: string, patience: Patience) {
    this.#text = text;
    this.#patience = patience;
  }

  *map(): Generator<Term> {
    this.#space();
    if (!this.#take('%{')) this.fail('no map');
    yield* this.#items('map', 0);
  }

  #term(depth: number): Term {
    if (depth > maxDepth) this.fail(`nested more than ${maxDepth} levels`, 'too-deep');
    this.#space();
    this.#patience.check(this.#line);
    const line = this.#line;
    if (this.#take('%{')) return { kind: 'map', items: [...this.#items('map', depth)], line };
    if (this.#take('{')) return { kind: 'tuple', items: [...this.#items('tuple', depth)], line };
    if (this.#take('[')) return { kind: 'list', items: [...this.#items('list', depth)], line };
    if (this.#text[this.#at] === '"') return { kind: 'text', text: this.#quoted(), line };
    if (this.#take(':'))
      return { kind: 'atom', text: this.#text[this.#at] === '"' ? this.#quoted() : this.#word(), line };
    return { kind: 'atom', text: this.#word(), line };
  }

  *#items(kind: keyof typeof closing, depth: number): Generator<Term> {
    for (;;) {
      this.#space();
      if (this.#take(closing[kind])) return;
      const item = this.#term(depth + 1);
      this.#space();
      // `key: value` and `key => value`.
      if (this.#take('=>') || this.#take(':'))
        yield { kind: 'tuple', items: [item, this.#term(depth + 1)], line: item.line };
      else yield item;
      this.#space();
      if (!this.#take(',') && this.#text[this.#at] !== closing[kind]) this.fail(`no comma and no ${closing[kind]}`);
    }
  }

  #quoted(): string {
    let text = '';
    for (let at = this.#at + 1; ; at += 1) {
      const character = this.#text[at];
      if (character === undefined || character === '\n') return this.fail('a text without an end');
      if (character === '"') {
        this.#at = at + 1;
        return text;
      }
      if (character === '\\') at += 1;
      text += this.#text[at] ?? '';
    }
  }

  #word(): string {
    word.lastIndex = this.#at;
    const found = word.exec(this.#text)?.[0] ?? '';
    if (found === '') this.fail('no term of Elixir');
    this.#at += found.length;
    return found;
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #space(): void {
    for (; ; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x0a) this.#line += 1;
      else if (code === 0x23) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = (end === -1 ? this.#text.length : end) - 1;
      } else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return;
    }
  }

  ended(): boolean {
    this.#space();
    return this.#at >= this.#text.length;
  }

  fail(message: string, code: 'malformed' | 'too-deep' = 'malformed'): never {
    throw new ReadFailure(code, message, this.#line);
  }
}
