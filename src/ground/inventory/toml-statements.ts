import type { Patience } from './text-lines.ts';

export interface TomlHeader {
  readonly kind: 'header';
  /** What stands between the brackets. */
  readonly key: string;
  /** `[[…]]`. */
  readonly isItem: boolean;
  readonly line: number;
}

export interface TomlPair {
  readonly kind: 'pair';
  /** What stands before the `=`. */
  readonly key: string;
  /** Offsets of the whole statement. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
  /** Of each item, when the value is an array. */
  readonly itemLines?: readonly number[];
}

/**
 * Takes a text of TOML apart into headers and pairs of key and value, without understanding values: strings, comments and brackets alone, so
 * that a header is told from an array, and what is broken ends soon. Linear.
 */
export class TomlStatements {
  readonly #text: string;
  readonly #patience: Patience;
  #at: number;
  #line = 1;

  constructor(text: string, patience: Patience) {
    this.#text = text;
    this.#patience = patience;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  next(): TomlHeader | TomlPair | undefined {
    this.#patience.check(this.#line);
    this.#blank();
    if (this.#at >= this.#text.length) return undefined;
    return this.#text.charCodeAt(this.#at) === openBracket ? this.#header() : this.#pair();
  }

  /** Moves over white space, line breaks and comments. */
  #blank(): void {
    const text = this.#text;
    for (; this.#at < text.length; this.#at += 1) {
      const code = text.charCodeAt(this.#at);
      if (code === lineFeed) this.#line += 1;
      else if (code === hash) this.#at = this.#lineEnd() - 1;
      else if (code !== space && code !== tab && code !== carriageReturn) return;
    }
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end < 0 ? this.#text.length : end;
  }

  #header(): TomlHeader {
    const isItem = this.#text.charCodeAt(this.#at + 1) === openBracket;
    const start = this.#at + (isItem ? 2 : 1);
    const lineEnd = this.#lineEnd();
    this.#at = start;
    while (this.#at < lineEnd && this.#text.charCodeAt(this.#at) !== closeBracket) this.#keyStep();
    const key = this.#text.slice(start, Math.min(this.#at, lineEnd));
    this.#at = lineEnd;
    return { kind: 'header', key, isItem, line: this.#line };
  }

  #pair(): TomlPair {
    const text = this.#text;
    const start = this.#at;
    const line = this.#line;
    const lineEnd = this.#lineEnd();
    while (this.#at < lineEnd && text.charCodeAt(this.#at) !== equals) this.#keyStep();
    const key = text.slice(start, this.#at);
    // Without one, the line is no pair, and is told as none.
    const itemLines = this.#at < lineEnd ? this.#value() : undefined;
    const end = this.#at;
    return {
      kind: 'pair',
      key,
      start,
      end,
      line,
      endLine: this.#line,
      ...(itemLines !== undefined && { itemLines }),
    };
  }

  /** Moves to the end of the line on which the value ends. */
  #value(): number[] | undefined {
    const text = this.#text;
    this.#at += 1;
    let depth = 0;
    let itemLines: number[] | undefined;
    let isItemDue = false;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (code === lineFeed) {
        if (depth === 0) return itemLines;
        this.#line += 1;
        this.#at += 1;
        continue;
      }
      if (code === space || code === tab || code === carriageReturn) {
        this.#at += 1;
        continue;
      }
      if (code === hash) {
        this.#at = this.#lineEnd();
        continue;
      }
      if (isItemDue && code !== closeBracket) {
        itemLines?.push(this.#line);
        isItemDue = false;
      }
      if (code === openBracket || code === openBrace) {
        depth += 1;
        if (depth === 1 && code === openBracket && itemLines === undefined) {
          itemLines = [];
          isItemDue = true;
        }
      } else if (code === closeBracket || code === closeBrace) depth = Math.max(0, depth - 1);
      else if (code === comma && depth === 1) isItemDue = itemLines !== undefined;
      this.#step();
    }
    return itemLines;
  }

  /** As below, but a key stays on its line: no string of it goes on. */
  #keyStep(): void {
    const code = this.#text.charCodeAt(this.#at);
    this.#at = code === quote || code === apostrophe ? this.#stringEnd(this.#at + 1, code) : this.#at + 1;
  }

  /** Moves over one character, or over a whole string. One that does not end on its line, as it must, ends with it. */
  #step(): void {
    const text = this.#text;
    const code = text.charCodeAt(this.#at);
    if (code !== quote && code !== apostrophe) {
      this.#at += 1;
      return;
    }
    const sign = text[this.#at] ?? '';
    const many = sign.repeat(3);
    if (!text.startsWith(many, this.#at)) {
      this.#at = this.#stringEnd(this.#at + 1, code);
      return;
    }
    let end = text.indexOf(many, this.#at + 3);
    if (code === quote) while (end > 0 && isEscaped(text, end)) end = text.indexOf(many, end + 1);
    if (end < 0) end = text.length;
    else for (end += 3; text.charCodeAt(end) === code;) end += 1;
    for (let found = text.indexOf('\n', this.#at); found >= 0 && found < end; found = text.indexOf('\n', found + 1))
      this.#line += 1;
    this.#at = end;
  }

  /** Behind the string, or at the end of its line. */
  #stringEnd(from: number, sign: number): number {
    const text = this.#text;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === sign) return at + 1;
      if (code === lineFeed) return at;
      if (code === backslash && sign === quote && text.charCodeAt(at + 1) !== lineFeed) at += 1;
    }
    return text.length;
  }
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === backslash) before -= 1;
  return (at - before) % 2 === 1;
}

const [tab, lineFeed, carriageReturn, space] = [0x9, 0xa, 0xd, 0x20];
const [quote, hash, apostrophe, comma, equals] = [0x22, 0x23, 0x27, 0x2c, 0x3d];
const [openBracket, backslash, closeBracket, openBrace, closeBrace] = [0x5b, 0x5c, 0x5d, 0x7b, 0x7d];
