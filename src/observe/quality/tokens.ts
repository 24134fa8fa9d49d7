import type { Family } from './languages.ts';

export const TokenKind = { name: 1, number: 2, string: 3, word: 4, punctuation: 5 } as const;

/** The tokens of one text as columns of numbers; comments and blanks are none. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly kind: Uint8Array;
  /** What a token is to somebody who looks for the same code under other names: all names are one, all numbers, all texts. */
  readonly shape: Int32Array;
  /** A hash of the token as it is written. */
  readonly written: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Counted from 1. */
  readonly line: Int32Array;
}

/**
 * Reads the tokens of a text by its family's comments and strings alone: in linear time, without a parser, for texts with errors too. A string
 * that does not end on its line is punctuation, so that it hides nothing behind it.
 */
export function tokensOf(text: string, family: Family): Tokens {
  return new Reader(text, family).read();
}

export function textAt(tokens: Tokens, at: number): string {
  return at < 0 || at >= tokens.count ? '' : tokens.text.slice(tokens.start[at], tokens.end[at]);
}

const mostInVain = 16;

/** Words from here on are values: what is made of them alone is data. */
export const valueWords = 2000;

const words = new Map(
  (
    'if else elif elsif unless for foreach while until do loop switch case match when default break continue return yield throw raise ' +
    'try catch except finally rescue ensure function func fn fun def class struct enum interface trait impl object new delete in of is as ' +
    'instanceof typeof not and or await async static const let var val public private protected this self super with lambda where extends implements begin end then fi done esac pass'
  )
    .split(' ')
    .map((word, at): [string, number] => [word, 1000 + at]),
);
for (const [at, word] of 'null nil None undefined true false True False'.split(' ').entries())
  words.set(word, valueWords + at);

class Reader {
  private readonly text: string;
  private readonly family: Family;
  private at = 0;
  private line = 1;
  private count = 0;
  /** For each open template: how many braces are open in its code. */
  private readonly templates: number[] = [];
  /** How often the end of this line was looked for in vain: more of it would take quadratic time. */
  private inVain = 0;
  private kind = new Uint8Array(1024);
  private shape = new Int32Array(1024);
  private written = new Int32Array(1024);
  private start = new Int32Array(1024);
  private end = new Int32Array(1024);
  private lines = new Int32Array(1024);

  constructor(text: string, family: Family) {
    this.text = text;
    this.family = family;
  }

  read(): Tokens {
    if (this.text.startsWith('#!')) this.toEndOfLine();
    while (this.at < this.text.length) this.step();
    const { text, count } = this;
    return {
      text,
      count,
      kind: this.kind.subarray(0, count),
      shape: this.shape.subarray(0, count),
      written: this.written.subarray(0, count),
      start: this.start.subarray(0, count),
      end: this.end.subarray(0, count),
      line: this.lines.subarray(0, count),
    };
  }

  private step(): void {
    const code = this.text.charCodeAt(this.at);
    if (code === 10) {
      this.line += 1;
      this.at += 1;
      this.inVain = 0;
    } else if (code <= 32 || code === 0xa0 || code === 0xfeff) this.at += 1;
    else if (isNamePart(code)) this.name(code);
    else if (!this.comment() && !this.string(code)) this.punctuation(code);
  }

  private name(first: number): void {
    let end = this.at + 1;
    const isNumber = first >= 48 && first <= 57;
    while (end < this.text.length) {
      const code = this.text.charCodeAt(end);
      if (!isNamePart(code) && !(isNumber && code === 46 && isNamePart(this.text.charCodeAt(end + 1)))) break;
      end += 1;
    }
    const word = isNumber ? undefined : words.get(this.text.slice(this.at, end));
    if (isNumber) this.push(TokenKind.number, TokenKind.number, end);
    else if (word === undefined) this.push(TokenKind.name, TokenKind.name, end);
    else this.push(TokenKind.word, word, end);
    this.at = end;
  }

  private comment(): boolean {
    const { slashComments, hashComments, name } = this.family;
    const code = this.text.charCodeAt(this.at);
    const next = this.text.charCodeAt(this.at + 1);
    if (
      hashComments &&
      code === 35 &&
      !(name === 'php' && next === 91) &&
      !(name === 'shell' && this.isInShellWord())
    ) {
      this.toEndOfLine();
      return true;
    }
    if (!slashComments || code !== 47) return false;
    if (next === 47) {
      this.toEndOfLine();
      return true;
    }
    if (next !== 42) return false;
    const end = this.text.indexOf('*/', this.at + 2);
    this.moveTo(end < 0 ? this.text.length : end + 2);
    return true;
  }

  /** `$#`, `${#x}`, `a#b` are no comments. */
  private isInShellWord(): boolean {
    return this.at > 0 && !/\s|[;&|(]/.test(this.text[this.at - 1]!);
  }

  private string(code: number): boolean {
    const { backtick, tripleQuotes, quotes, name } = this.family;
    const triple = tripleQuotes.find((quote) => this.text.startsWith(quote, this.at));
    if (triple !== undefined) {
      const end = this.text.indexOf(triple, this.at + 3);
      this.pushTo(end < 0 ? this.text.length : end + 3);
      return true;
    }
    if (code === 96 && backtick === 'raw') {
      const end = this.text.indexOf('`', this.at + 1);
      this.pushTo(end < 0 ? this.text.length : end + 1);
      return true;
    }
    if (code === 96 && backtick === 'template') {
      this.templates.push(0);
      this.template(this.at + 1);
      return true;
    }
    if (quotes.includes(String.fromCharCode(code))) return this.quoted(code);
    if (code === 39 && name === 'rust') return this.character();
    return code === 47 && name === 'script' && this.regex();
  }

  private quoted(quote: number): boolean {
    if (this.inVain > mostInVain) return false;
    for (let end = this.at + 1; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end);
      if (code === 92) end += 1;
      else if (code === 10) break;
      else if (code === quote) {
        this.pushTo(end + 1);
        return true;
      }
    }
    this.inVain += 1;
    return false;
  }

  /** A character, not a lifetime. */
  private character(): boolean {
    const escaped = this.text[this.at + 1] === '\\';
    const end = this.text.slice(this.at, this.at + (escaped ? 13 : 4)).indexOf("'", escaped ? 3 : 2);
    if (end < 0) return false;
    this.pushTo(this.at + end + 1);
    return true;
  }

  /** Where a value may begin, a slash opens a pattern. */
  private regex(): boolean {
    const last = this.count - 1;
    if (this.inVain > mostInVain) return false;
    if (last >= 0) {
      const kind = this.kind[last];
      if (kind === TokenKind.name || kind === TokenKind.number || kind === TokenKind.string) return false;
      const before = this.text[this.start[last]!];
      if (kind === TokenKind.punctuation && (before === ')' || before === ']' || before === '}')) return false;
    }
    let isInClass = false;
    for (let end = this.at + 1; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end);
      if (code === 10) break;
      if (code === 92) end += 1;
      else if (code === 91) isInClass = true;
      else if (code === 93) isInClass = false;
      else if (code === 47 && !isInClass) {
        this.pushTo(end + 1);
        return true;
      }
    }
    this.inVain += 1;
    return false;
  }

  /** The text of a template up to its end or to the code in it. */
  private template(from: number): void {
    let end = from;
    while (end < this.text.length) {
      const code = this.text.charCodeAt(end);
      if (code === 92) end += 2;
      else if (code === 96) {
        this.templates.pop();
        this.pushTo(end + 1);
        return;
      } else if (code === 36 && this.text.charCodeAt(end + 1) === 123) {
        this.pushTo(end + 2);
        return;
      } else end += 1;
    }
    this.templates.pop();
    this.pushTo(this.text.length);
  }

  private punctuation(code: number): void {
    const open = this.templates.length - 1;
    if (open >= 0 && code === 125 && this.templates[open] === 0) {
      this.template(this.at + 1);
      return;
    }
    if (open >= 0 && code === 123) this.templates[open]! += 1;
    if (open >= 0 && code === 125) this.templates[open]! -= 1;
    this.push(TokenKind.punctuation, 10 + code, this.at + 1);
    this.at += 1;
  }

  private toEndOfLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  private moveTo(end: number): void {
    for (let at = this.at; at < end; at++) if (this.text.charCodeAt(at) === 10) this.line += 1;
    this.at = end;
  }

  private pushTo(end: number): void {
    this.push(TokenKind.string, TokenKind.string, end);
    this.moveTo(end);
  }

  private push(kind: number, shape: number, end: number): void {
    if (this.count === this.kind.length) this.grow();
    const at = this.count++;
    this.kind[at] = kind;
    this.shape[at] = shape;
    this.written[at] = hashOf(this.text, this.at, end);
    this.start[at] = this.at;
    this.end[at] = end;
    this.lines[at] = this.line;
  }

  private grow(): void {
    const length = this.kind.length * 2;
    const kind = new Uint8Array(length);
    kind.set(this.kind);
    this.kind = kind;
    const larger = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(length);
      next.set(column);
      return next;
    };
    this.shape = larger(this.shape);
    this.written = larger(this.written);
    this.start = larger(this.start);
    this.end = larger(this.end);
    this.lines = larger(this.lines);
  }
}

function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    code > 0xbf
  );
}

/** FNV-1a. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
