import { ReadFailure } from './reader.ts';

/**
 * What stands at a place of an HCL file. `path` leads there: block types, labels and names of attributes, `-` for an item of a list; it is the
 * reader's own array, to be looked at during the call alone. `value` is the text of a string without interpolation; undefined where a block, an
 * object or a list begins.
 */
export type HclVisitor = (path: readonly string[], value: string | undefined, line: number) => void;

const maxDepth = 200;
const clockEvery = 16_384;

/**
 * Goes over an HCL file (Terraform, OpenTofu) in one pass. Blocks, objects, lists and plain strings are told; expressions are read over. Throws
 * ReadFailure for what is too deep, and when the time is up; any other text is read as far as it makes sense.
 */
export function visitHcl(bytes: Uint8Array, deadline: number, visit: HclVisitor): void {
  new HclReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), deadline, visit).read();
}

interface Container {
  /** `{` holds names, `[` items, `(` nothing that is told. */
  readonly kind: '{' | '[' | '(';
  /** How many parts of the path are its own. */
  readonly parts: number;
}

class HclReader {
  readonly #text: string;
  readonly #deadline: number;
  readonly #visit: HclVisitor;
  readonly #path: string[] = [];
  readonly #containers: Container[] = [];
  /** Words since the last separator: a block's type and labels, or an attribute's name. */
  #words: string[] = [];
  #wordsLine = 1;
  /** Behind `=`: what has been read of the value. */
  #value: { text: string | undefined; tokens: number } | undefined;
  #at = 0;
  #line = 1;
  #tokens = 0;

  constructor(text: string, deadline: number, visit: HclVisitor) {
    this.#text = text;
    this.#deadline = deadline;
    this.#visit = visit;
  }

  read(): void {
    while (this.#at < this.#text.length) {
      this.#tokens += 1;
      if (this.#tokens % clockEvery === 0 && performance.now() > this.#deadline)
        throw new ReadFailure('timed-out', 'The time was up.', this.#line);
      this.#token(this.#text[this.#at]!);
    }
    this.#separate();
  }

  #token(character: string): void {
    const text = this.#text;
    if (character === '\n') {
      this.#separate();
      this.#line += 1;
      this.#at += 1;
    } else if (character === ',') {
      this.#separate();
      this.#at += 1;
    } else if (character === '#' || text.startsWith('//', this.#at)) this.#to('\n');
    else if (text.startsWith('/*', this.#at)) this.#past('*/');
    else if (character === '"') this.#string();
    else if (text.startsWith('<<', this.#at) && this.#value !== undefined) this.#hereDocument();
    else if (character === '{' || character === '[' || character === '(') {
      this.#at += 1;
      this.#open(character);
    } else if (character === '}' || character === ']' || character === ')') {
      this.#at += 1;
      this.#close();
    } else if ((character === '=' || character === ':') && this.#beginsValue(character)) {
      this.#at += 1;
      this.#value = { text: undefined, tokens: 0 };
    } else if (/[\w-]/.test(character)) {
      const start = this.#at;
      while (this.#at < text.length && /[\w.-]/.test(text[this.#at]!)) this.#at += 1;
      this.#word(text.slice(start, this.#at), false);
    } else {
      if (!/\s/.test(character) && this.#value !== undefined) this.#value.tokens += 1;
      this.#at += 1;
    }
  }

  #beginsValue(character: string): boolean {
    if (this.#value !== undefined || this.#words.length === 0 || this.#containers.at(-1)?.kind === '[') return false;
    return character === ':' || this.#text[this.#at + 1] !== '=';
  }

  #word(text: string | undefined, isString: boolean): void {
    const kind = this.#containers.at(-1)?.kind ?? '{';
    if (kind === '(') return;
    if (this.#value !== undefined) {
      this.#value.tokens += 1;
      if (isString) this.#value.text = text;
    } else if (kind === '[') {
      if (isString && text !== undefined) this.#tell(['-'], text, this.#line);
    } else {
      if (this.#words.length === 0) this.#wordsLine = this.#line;
      if (this.#words.length < 16) this.#words.push(text ?? '');
    }
  }

  #separate(): void {
    const { text, tokens } = this.#value ?? { text: undefined, tokens: 0 };
    if (text !== undefined && tokens === 1) this.#tell(this.#words.slice(-1), text, this.#wordsLine);
    this.#words = [];
    this.#value = undefined;
  }

  #open(character: '{' | '[' | '('): void {
    if (this.#containers.length >= maxDepth)
      throw new ReadFailure('too-deep', `Nested deeper than ${maxDepth} levels.`, this.#line);
    const kind = this.#containers.at(-1)?.kind ?? '{';
    const isPlain = this.#value === undefined ? this.#words.length > 0 || kind === '[' : this.#value.tokens === 0;
    if (character === '(' || kind === '(' || !isPlain) {
      this.#containers.push({ kind: '(', parts: 0 });
      if (this.#value !== undefined) this.#value.tokens += 2;
      return;
    }
    const parts = kind === '[' ? ['-'] : this.#value === undefined ? this.#words : this.#words.slice(-1);
    this.#containers.push({ kind: character, parts: parts.length });
    this.#path.push(...parts);
    this.#visit(this.#path, undefined, this.#words.length > 0 ? this.#wordsLine : this.#line);
    this.#words = [];
    this.#value = undefined;
  }

  #close(): void {
    const closing = this.#containers.at(-1);
    // What is in parentheses is a part of an expression that may go on.
    if (closing?.kind !== '(') this.#separate();
    this.#containers.pop();
    if (closing !== undefined) this.#path.length -= closing.parts;
  }

  #tell(parts: readonly string[], value: string, line: number): void {
    this.#path.push(...parts);
    this.#visit(this.#path, value, line);
    this.#path.length -= parts.length;
  }

  /** A string with interpolations has no text. */
  #string(): void {
    const text = this.#text;
    const start = this.#at + 1;
    /** Of each string and interpolation that is open, how many braces it has open; -1 for a string. */
    const open = [-1];
    let isPlain = true;
    let at = start;
    for (; at < text.length && open.length > 0; at += 1) {
      const character = text[at];
      const braces = open.at(-1) ?? -1;
      if (character === '\n') break;
      if (braces === -1) {
        if (character === '\\') at += 1;
        else if (character === '"') open.pop();
        else if ((character === '$' || character === '%') && text[at + 1] === '{' && text[at - 1] !== character) {
          isPlain = false;
          open.push(0);
          at += 1;
        }
      } else if (character === '"') open.push(-1);
      else if (character === '{') open[open.length - 1] = braces + 1;
      else if (character === '}') {
        if (braces === 0) open.pop();
        else open[open.length - 1] = braces - 1;
      }
    }
    this.#at = at;
    const end = open.length === 0 ? at - 1 : at;
    this.#word(isPlain ? text.slice(start, end).replaceAll('\\"', '"') : undefined, true);
  }

  #hereDocument(): void {
    const [mark, word = ''] = /^<<-?([A-Za-z_][\w-]*)/.exec(this.#text.slice(this.#at, this.#at + 200)) ?? [];
    if (this.#value !== undefined) this.#value.tokens += 2;
    if (mark === undefined) {
      this.#at += 2;
      return;
    }
    this.#to('\n');
    while (this.#at < this.#text.length) {
      const start = this.#at + 1;
      this.#line += 1;
      this.#at = start;
      this.#to('\n');
      if (this.#text.slice(start, this.#at).trim() === word) return;
    }
  }

  #to(end: string): void {
    const found = this.#text.indexOf(end, this.#at);
    this.#at = found === -1 ? this.#text.length : found;
  }

  #past(end: string): void {
    const found = this.#text.indexOf(end, this.#at + 2);
    const to = found === -1 ? this.#text.length : found + end.length;
    for (let at = this.#text.indexOf('\n', this.#at); at !== -1 && at < to; at = this.#text.indexOf('\n', at + 1))
      this.#line += 1;
    this.#at = to;
  }
}
