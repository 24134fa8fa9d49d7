import type { Cursor, Flags } from './cursor.ts';
import { folded, maxRune, negated, normal, type Runes } from './runes.ts';
import { unicodeClass } from './unicode.ts';

const digits: Runes = [0x30, 0x39];
const space: Runes = [0x09, 0x0a, 0x0c, 0x0d, 0x20, 0x20];
const word: Runes = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];

/** \d and its kin; \s has no vertical tab, as in Perl before 5.18. */
const perl: Readonly<Record<string, Runes>> = { d: digits, s: space, w: word };

const posix: Readonly<Record<string, Runes>> = {
  alnum: [0x30, 0x39, 0x41, 0x5a, 0x61, 0x7a],
  alpha: [0x41, 0x5a, 0x61, 0x7a],
  ascii: [0x00, 0x7f],
  blank: [0x09, 0x09, 0x20, 0x20],
  cntrl: [0x00, 0x1f, 0x7f, 0x7f],
  digit: digits,
  graph: [0x21, 0x7e],
  lower: [0x61, 0x7a],
  print: [0x20, 0x7e],
  punct: [0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e],
  space: [0x09, 0x0d, 0x20, 0x20],
  upper: [0x41, 0x5a],
  word,
  xdigit: [0x30, 0x39, 0x41, 0x46, 0x61, 0x66],
};

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Reads what stands for a set of characters, or for one by an escape. */
export class ClassReader {
  private readonly cursor: Cursor;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** `[…]` */
  bracketed(flags: Flags): Runes {
    const { cursor } = this;
    const start = cursor.at;
    cursor.next();
    const isNegated = cursor.take('^');
    const pairs: number[] = [];
    for (let first = true; first || cursor.peek !== ']'; first = false) {
      if (cursor.done) cursor.fail('missing closing ]', start);
      const runes = this.named(flags) ?? this.escaped(flags) ?? this.range(flags, start);
      pairs.push(...runes);
    }
    cursor.next();
    const runes = normal(pairs);
    return isNegated ? negated(runes) : runes;
  }

  /** `\d`, `\pL`, `\P{Greek}`; undefined for an escape that stands for one character, or none. */
  escaped(flags: Flags): Runes | undefined {
    const { cursor } = this;
    const two = cursor.slice(2);
    if (/^\\p/i.test(two)) return this.unicode(flags);
    const runes = /^\\[dsw]$/i.test(two) ? perl[two.charAt(1).toLowerCase()] : undefined;
    if (runes === undefined) return undefined;
    cursor.skip(2);
    const all = flags.foldCase ? folded(runes) : runes;
    return /[DSW]/.test(two) ? negated(all) : all;
  }

  /** The character that an escape stands for. */
  character(): number {
    const { cursor } = this;
    const start = cursor.at;
    cursor.next();
    if (cursor.done) cursor.fail('trailing backslash at end of expression', start);
    const octal = cursor.takeMatch(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
    if (octal !== undefined) return Number.parseInt(octal[0], 8);
    const hex = cursor.takeMatch(/x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/y);
    if (hex !== undefined) {
      const rune = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      if (rune <= maxRune) return rune;
      return cursor.fail('invalid escape sequence', start);
    }
    const letter = cursor.peek;
    const control = controls[letter];
    if (control === undefined && (/[A-Za-z0-9]/.test(letter) || letter.charCodeAt(0) > 127))
      cursor.fail('invalid escape sequence', start);
    const rune = cursor.next();
    return control ?? rune;
  }

  /** `[:alpha:]` and `[:^alpha:]`, inside of brackets. */
  private named(flags: Flags): Runes | undefined {
    const { cursor } = this;
    if (cursor.slice(2) !== '[:') return undefined;
    const end = cursor.source.indexOf(':]', cursor.at + 2);
    if (end < 0) return undefined;
    const name = cursor.source.slice(cursor.at + 2, end);
    const runes = Object.hasOwn(posix, name.replace(/^\^/, '')) ? posix[name.replace(/^\^/, '')] : undefined;
    if (runes === undefined) return cursor.fail('invalid character class range');
    cursor.skip(end + 2 - cursor.at);
    const all = flags.foldCase ? folded(runes) : runes;
    return name.startsWith('^') ? negated(all) : all;
  }

  private range(flags: Flags, start: number): Runes {
    const { cursor } = this;
    const at = cursor.at;
    const low = this.member(start);
    let high = low;
    // A dash that ends the class is a dash.
    if (cursor.peek === '-' && cursor.slice(2).length === 2 && cursor.slice(2) !== '-]') {
      cursor.next();
      high = this.member(start);
      if (high < low) cursor.fail('invalid character class range', at);
    }
    return flags.foldCase ? folded([low, high]) : [low, high];
  }

  private member(start: number): number {
    if (this.cursor.done) this.cursor.fail('missing closing ]', start);
    return this.cursor.peek === '\\' ? this.character() : this.cursor.next();
  }

  private unicode(flags: Flags): Runes {
    const { cursor } = this;
    const start = cursor.at;
    let isNegated = cursor.slice(2) === '\\P';
    cursor.skip(2);
    if (cursor.done) cursor.fail('invalid character class range', start);
    let name = cursor.peek === '{' ? cursor.takeMatch(/\{([^}]*)\}/y)?.[1] : String.fromCodePoint(cursor.next());
    if (name === undefined) return cursor.fail('invalid character class range', start);
    if (name.startsWith('^')) {
      isNegated = !isNegated;
      name = name.slice(1);
    }
    const found = unicodeClass(name);
    if (found === undefined) return cursor.fail('invalid character class range', start);
    const runes = flags.foldCase && found.foldable ? folded(found.pairs) : found.pairs;
    return isNegated ? negated(runes) : runes;
  }
}
