/**
 * Patterns of rules: the regular part of the usual syntax, over bytes. What no linear matcher can run (backreferences,
 * lookaround) is refused, so that a rule, a user's too, cannot make a scan take for ever.
 *
 *     literals  .  [a-z]  [^x]  \d \w \s \D \W \S  \b \B  ^ $ (of a line)  \A \z (of the file)  \n \r \t \f \v \xHH
 *     (?:…)  (?<name>…)  (?i)  (?i:…)  |  * + ? {n} {n,} {n,m} and their lazy forms
 *
 * A name may stand in several alternatives: the one that took part counts.
 */
export type Pattern =
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly item: Pattern;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'group'; readonly name: string; readonly item: Pattern }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'not-next'; readonly set: ByteSet };

export type Assertion =
  | 'file-start'
  | 'file-end'
  | 'line-start'
  | 'line-end'
  | 'word-boundary'
  | 'no-word-boundary'
  /** Nothing that could be part of a token stands before: see `tokenStart` in compile/rule.ts. */
  | 'token-start';

/** 256 flags, one per byte value. */
export type ByteSet = Uint8Array;

export class PatternError extends Error {
  readonly code: 'unsupported' | 'syntax';
  /** Offset in the pattern, from 0. */
  readonly at: number;

  constructor(code: PatternError['code'], message: string, at: number) {
    super(`${message} at offset ${at}`);
    this.code = code;
    this.at = at;
  }
}

const maxDepth = 40;

/** @throws PatternError when the pattern is malformed, or needs what a linear matcher has not. */
export function parsePattern(source: string): Pattern {
  const parser = new Parser(source);
  return parser.parse();
}

/** The set of all bytes in the ranges, each with both its ends. */
export function bytes(...ranges: readonly (readonly [number, number])[]): ByteSet {
  const set = new Uint8Array(256);
  for (const [low, high] of ranges) set.fill(1, low, high + 1);
  return set;
}

export function union(...sets: readonly ByteSet[]): ByteSet {
  return Uint8Array.from({ length: 256 }, (_, byte) => (sets.some((set) => set[byte] === 1) ? 1 : 0));
}

function complement(set: ByteSet): ByteSet {
  return set.map((flag) => 1 - flag);
}

const digits = bytes([48, 57]);
const word = bytes([48, 57], [65, 90], [95, 95], [97, 122]);
const space = bytes([9, 13], [32, 32]);
const classes: Readonly<Record<string, ByteSet>> = {
  d: digits,
  w: word,
  s: space,
  D: complement(digits),
  W: complement(word),
  S: complement(space),
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };
const assertions: Readonly<Record<string, Assertion>> = {
  b: 'word-boundary',
  B: 'no-word-boundary',
  A: 'file-start',
  z: 'file-end',
};

class Parser {
  private at = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  parse(): Pattern {
    const pattern = this.choice({ ignoreCase: false }, 0);
    if (this.at < this.source.length) this.fail('syntax', 'a ")" that closes nothing');
    return pattern;
  }

  private choice(outer: { ignoreCase: boolean }, depth: number): Pattern {
    if (depth > maxDepth) this.fail('unsupported', `groups deeper than ${maxDepth}`);
    const flags = { ...outer };
    const options: Pattern[] = [];
    let items: Pattern[] = [];
    while (this.at < this.source.length && this.peek() !== ')') {
      if (this.take('|')) {
        options.push(sequence(items));
        items = [];
      } else if (this.take('(?i)')) flags.ignoreCase = true;
      else items.push(this.quantified(flags, depth));
    }
    options.push(sequence(items));
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private quantified(flags: { ignoreCase: boolean }, depth: number): Pattern {
    const item = this.atom(flags, depth);
    const start = this.at;
    const count = this.count();
    if (count === undefined) return item;
    if (item.kind === 'assert') this.fail('syntax', 'an assertion cannot be repeated', start);
    const lazy = this.take('?');
    if (this.count() !== undefined) this.fail('syntax', 'a count after a count', start);
    return { kind: 'repeat', item, ...count, lazy };
  }

  private count(): { min: number; max: number } | undefined {
    if (this.take('*')) return { min: 0, max: Infinity };
    if (this.take('+')) return { min: 1, max: Infinity };
    if (this.take('?')) return { min: 0, max: 1 };
    const braces = /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/.exec(this.source.slice(this.at, this.at + 14));
    if (braces === null) return undefined;
    const min = Number(braces[1]);
    const max = braces[2] === undefined ? min : braces[3] === undefined ? Infinity : Number(braces[3]);
    if (max < min) this.fail('syntax', `{${min},${max}} is upside down`);
    this.at += braces[0].length;
    return { min, max };
  }

  private atom(flags: { ignoreCase: boolean }, depth: number): Pattern {
    const start = this.at;
    const character = String.fromCodePoint(this.source.codePointAt(start)!);
    this.at += character.length;
    switch (character) {
      case '(':
        return this.group(flags, depth);
      case '[':
        return { kind: 'set', set: fold(this.members(), flags.ignoreCase) };
      case '.':
        return { kind: 'set', set: complement(bytes([10, 10])) };
      case '^':
        return { kind: 'assert', what: 'line-start' };
      case '$':
        return { kind: 'assert', what: 'line-end' };
      case '\\': {
        const assertion = assertions[this.peek()];
        if (assertion === undefined) return { kind: 'set', set: fold(this.escape(), flags.ignoreCase) };
        this.at += 1;
        return { kind: 'assert', what: assertion };
      }
      case '*':
      case '+':
      case '?':
        return this.fail('syntax', `"${character}" repeats nothing`, start);
      default:
        // A character outside ASCII is the bytes of its UTF-8.
        return sequence(
          [...Buffer.from(character)].map((byte) => ({
            kind: 'set',
            set: fold(bytes([byte, byte]), flags.ignoreCase),
          })),
        );
    }
  }

  private group(flags: { ignoreCase: boolean }, depth: number): Pattern {
    const start = this.at - 1;
    const head = /^\?(?:<([A-Za-z][A-Za-z0-9]*)>|(i)?:)/.exec(this.source.slice(this.at, this.at + 40));
    if (head === null) {
      if (this.peek() === '?') this.fail('unsupported', 'lookaround and other (?…) groups', start);
      return this.fail('syntax', 'say (?:…), or (?<name>…) to capture', start);
    }
    this.at += head[0].length;
    const item = this.choice({ ignoreCase: flags.ignoreCase || head[2] === 'i' }, depth + 1);
    if (!this.take(')')) this.fail('syntax', 'a group that is not closed', start);
    const name = head[1];
    if (name === undefined) return item;
    return { kind: 'group', name, item };
  }

  private escape(): ByteSet {
    const letter = this.peek();
    this.at += 1;
    const named = classes[letter];
    if (named !== undefined) return named;
    const control = controls[letter];
    if (control !== undefined) return bytes([control, control]);
    if (letter === 'x') {
      const hex = /^[0-9a-fA-F]{2}/.exec(this.source.slice(this.at, this.at + 2));
      if (hex === null) return this.fail('syntax', '\\x wants two hexadecimal digits');
      this.at += 2;
      const byte = Number.parseInt(hex[0], 16);
      return bytes([byte, byte]);
    }
    if (/[1-9k]/.test(letter)) this.fail('unsupported', 'a backreference', this.at - 2);
    if (letter === '' || /[A-Za-z0-9]/.test(letter)) this.fail('syntax', `no such escape: \\${letter}`, this.at - 2);
    return bytes([letter.charCodeAt(0), letter.charCodeAt(0)]);
  }

  private members(): ByteSet {
    const start = this.at - 1;
    const negated = this.take('^');
    let set = bytes();
    for (let first = true; first || this.peek() !== ']'; first = false) {
      if (this.at >= this.source.length) this.fail('syntax', 'a class that is not closed', start);
      const low = this.member();
      if (this.peek() === '-' && this.source[this.at + 1] !== ']' && low.byte !== undefined) {
        this.at += 1;
        const high = this.member();
        if (high.byte === undefined || high.byte < low.byte)
          return this.fail('syntax', 'a range that is upside down', this.at);
        set = union(set, bytes([low.byte, high.byte]));
      } else set = union(set, low.set);
    }
    this.at += 1;
    return negated ? complement(set) : set;
  }

  private member(): { set: ByteSet; byte: number | undefined } {
    const start = this.at;
    const character = this.peek();
    this.at += 1;
    if (character.charCodeAt(0) > 127) this.fail('unsupported', 'a character outside ASCII in a class', start);
    const set = character === '\\' ? this.escape() : bytes([character.charCodeAt(0), character.charCodeAt(0)]);
    return { set, byte: set.reduce((sum, flag) => sum + flag, 0) === 1 ? set.indexOf(1) : undefined };
  }

  private peek(): string {
    return this.source[this.at] ?? '';
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private fail(code: PatternError['code'], message: string, at: number = this.at): never {
    throw new PatternError(code, message, at);
  }
}

function sequence(items: readonly Pattern[]): Pattern {
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

function fold(set: ByteSet, ignoreCase: boolean): ByteSet {
  if (!ignoreCase) return set;
  return set.map((flag, byte) => {
    const letter = byte | 32;
    return letter >= 97 && letter <= 122 ? (set[letter] === 1 || set[letter - 32] === 1 ? 1 : 0) : flag;
  });
}
