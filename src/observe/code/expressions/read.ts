import {
  type Characters,
  anyCharacter,
  charactersOf,
  complementOf,
  digits,
  inBothCases,
  lineEnds,
  spaces,
  united,
  withProperty,
  wordCharacters,
} from './characters.ts';
import { type ClassReader, readClass } from './read-class.ts';
import { type Dialect, empty, type Expression, Unreadable } from './expression.ts';

const longestSource = 20_000;
const deepest = 80;
/** Numbers in braces beyond this are as good as none. */
const highestCount = 100_000;

/**
 * Reads a regular expression as JavaScript (with flags i, m, s, u, v) or Python's `re` (flags as in `(?imsxa)`) reads it;
 * undefined for what is wrong, nested too deeply or longer than 20,000 characters.
 */
export function readExpression(source: string, flags: string, dialect: Dialect): Expression | undefined {
  if (source.length > longestSource) return undefined;
  try {
    const reader = new Reader(source, flags, dialect);
    const expression = reader.either(0);
    return reader.isDone ? expression : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Reader implements ClassReader {
  readonly source: string;
  readonly isPython: boolean;
  readonly isUnicode: boolean;
  readonly hasSetNotation: boolean;
  readonly #groups: ReadonlySet<string>;
  #flags: ReadonlySet<string>;
  at = 0;

  constructor(source: string, flags: string, dialect: Dialect) {
    this.source = source;
    this.isPython = dialect === 'python';
    this.#flags = new Set(flags);
    this.isUnicode = this.isPython || flags.includes('u') || flags.includes('v');
    this.hasSetNotation = !this.isPython && flags.includes('v');
    this.#groups = new Set(Array.from(source.matchAll(/\(\?P?<([A-Za-z_$][\w$]{0,80})>/g), ([, name]) => name!));
  }

  get isDone(): boolean {
    return this.at >= this.source.length;
  }

  get ignoresCase(): boolean {
    return this.#flags.has('i');
  }

  next(): string {
    return this.source[this.at] ?? '';
  }

  take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes what a sticky pattern matches here. */
  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }

  either(depth: number): Expression {
    if (depth > deepest) throw new Unreadable();
    const before = this.#flags;
    const options = [this.#sequence(depth)];
    while (this.take('|')) options.push(this.#sequence(depth));
    if (depth > 0) this.#flags = before;
    return options.length === 1 ? options[0]! : { is: 'either', options };
  }

  #sequence(depth: number): Expression {
    const items: Expression[] = [];
    for (;;) {
      this.#skip();
      if (this.isDone || this.next() === '|' || this.next() === ')') break;
      items.push(this.#repeated(this.#atom(depth)));
    }
    return items.length === 1 ? items[0]! : { is: 'sequence', items };
  }

  /** Python's `(?x)`: space and comments. */
  #skip(): void {
    if (this.isPython && this.#flags.has('x')) this.takeMatch(/(?:\s|#[^\n]*)+/y);
  }

  #repeated(atom: Expression): Expression {
    let item = atom;
    // `a{2}{3}` stands in Python for nothing; one more is read, as the languages of old did.
    for (let more = 0; more < 2; more++) {
      this.#skip();
      const bounds = this.#bounds();
      if (bounds === undefined) return item;
      const [min, max] = bounds;
      const isLazy = this.take('?');
      const isPossessive = !isLazy && this.isPython && this.take('+');
      const repeat: Expression = { is: 'repeat', item, min, max, isLazy };
      item = isPossessive ? { is: 'atomic', item: repeat } : repeat;
    }
    return item;
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    if (this.next() !== '{') return undefined;
    const given = this.takeMatch(this.isPython ? /\{(\d*)(,?)(\d*)\}/y : /\{(\d+)(,?)(\d*)\}/y);
    if (given === undefined) return undefined;
    const [all, low, comma, high] = given;
    if (low === '' && comma === '') {
      this.at -= all.length;
      return undefined;
    }
    const min = Math.min(Number(low), highestCount);
    const max = comma === '' ? min : high === '' ? Infinity : Math.min(Number(high), highestCount);
    if (max < min) throw new Unreadable();
    return [min, max];
  }

  #atom(depth: number): Expression {
    const mark = this.next();
    switch (mark) {
      case '(':
        this.at += 1;
        return this.#group(depth);
      case '[':
        this.at += 1;
        return this.set(readClass(this));
      case '.':
        this.at += 1;
        return { is: 'set', set: this.#flags.has('s') ? anyCharacter : complementOf(this.#lineEnds) };
      case '^':
        this.at += 1;
        return this.#flags.has('m') ? { is: 'line-start', ends: this.#lineEnds } : { is: 'start' };
      case '$':
        this.at += 1;
        if (this.#flags.has('m')) return { is: 'line-end', ends: this.#lineEnds };
        return { is: this.isPython ? 'last-line-end' : 'end' };
      case '\\':
        this.at += 1;
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new Unreadable();
      default:
        return this.set(charactersOf(this.character()));
    }
  }

  /** The character that stands here; half of one where the expression counts in halves. */
  character(): string {
    const code = this.source.codePointAt(this.at);
    if (code === undefined) throw new Unreadable();
    const character = this.isUnicode ? String.fromCodePoint(code) : this.source[this.at]!;
    this.at += character.length;
    return character;
  }

  set(set: Characters): Expression {
    return { is: 'set', set: this.ignoresCase ? inBothCases(set) : set };
  }

  get #lineEnds(): Characters {
    return this.isPython ? [10, 10] : lineEnds;
  }

  #group(depth: number): Expression {
    if (!this.take('?')) return this.#closed(depth);
    if (this.take(':')) return this.#closed(depth);
    if (this.isPython && this.take('#')) {
      this.takeMatch(/[^)]*/y);
      if (!this.take(')')) throw new Unreadable();
      return empty;
    }
    for (const [mark, isAhead, isNegative] of looks)
      if (this.take(mark)) return { is: 'look', item: this.#closed(depth), isAhead, isNegative };
    if (this.isPython && this.take('>')) return { is: 'atomic', item: this.#closed(depth) };
    if (this.takeMatch(this.isPython ? /P<\w{1,80}>/y : /<[\p{L}_$][\p{L}\d_$]{0,80}>/uy) !== undefined)
      return this.#closed(depth);
    if (this.isPython && this.takeMatch(/P=\w{1,80}\)/y) !== undefined) return { is: 'back' };
    if (this.isPython && this.takeMatch(/\(\w{1,80}\)/y) !== undefined) {
      this.#closed(depth);
      return { is: 'back' };
    }
    return this.#flagged(depth);
  }

  /** `(?i)`, `(?i:…)`, `(?-i:…)`. */
  #flagged(depth: number): Expression {
    const given = this.takeMatch(/([a-zA-Z]*)(?:-([a-z]+))?([:)])/y);
    if (given === undefined) throw new Unreadable();
    const [, on = '', off = '', end] = given;
    const before = this.#flags;
    this.#flags = new Set([...before, ...on.split('')].filter((flag) => !off.includes(flag)));
    if (end === ')') return empty;
    const item = this.#closed(depth);
    this.#flags = before;
    return item;
  }

  #closed(depth: number): Expression {
    const item = this.either(depth + 1);
    if (!this.take(')')) throw new Unreadable();
    return item;
  }

  #escape(): Expression {
    const mark = this.next();
    if (mark === 'b' || mark === 'B') {
      this.at += 1;
      return { is: mark === 'b' ? 'boundary' : 'no-boundary' };
    }
    if (this.isPython && (mark === 'A' || mark === 'Z' || mark === 'z')) {
      this.at += 1;
      return { is: mark === 'A' ? 'start' : 'end' };
    }
    if (/[1-9]/.test(mark) && this.takeMatch(/[1-9]\d?/y) !== undefined) return { is: 'back' };
    if (!this.isPython && mark === 'k' && (this.isUnicode || this.#groups.size > 0)) {
      if (this.takeMatch(/k<[^>]{1,80}>/y) === undefined) throw new Unreadable();
      return { is: 'back' };
    }
    return this.set(this.escapedSet());
  }

  /** Behind a backslash, in and outside of brackets. */
  escapedSet(): Characters {
    const mark = this.character();
    const named = this.#namedSet(mark);
    if (named !== undefined) return named;
    const control = { n: 10, r: 13, t: 9, v: 11, f: 12, a: this.isPython ? 7 : 97 }[mark];
    if (control !== undefined) return [control, control];
    if (mark === '0') return one(Number.parseInt(this.takeMatch(/[0-7]{0,2}/y)?.[0] || '0', 8));
    if (mark === 'x') return this.#coded(/([\dA-Fa-f]{2})/y, mark);
    if (mark === 'U' && this.isPython) return this.#coded(/([\dA-Fa-f]{8})/y, mark);
    if (mark === 'u')
      return this.#coded(
        this.isUnicode && !this.isPython ? /([\dA-Fa-f]{4})|\{([\dA-Fa-f]{1,8})\}/y : /([\dA-Fa-f]{4})/y,
        mark,
      );
    if (mark === 'c' && !this.isPython) {
      const letter = this.takeMatch(/[A-Za-z]/y)?.[0];
      return letter === undefined ? charactersOf('\\c') : one(letter.charCodeAt(0) % 32);
    }
    return charactersOf(mark);
  }

  #namedSet(mark: string): Characters | undefined {
    const isWide = this.isPython && !this.#flags.has('a');
    switch (mark) {
      case 'd':
        return isWide ? withProperty('Nd') : digits;
      case 'D':
        return complementOf((isWide ? withProperty('Nd') : undefined) ?? digits);
      case 'w':
        return isWide ? wideWord() : wordCharacters;
      case 'W':
        return complementOf(isWide ? wideWord() : wordCharacters);
      case 's':
        return spaces;
      case 'S':
        return complementOf(spaces);
      case 'p':
      case 'P': {
        if (!this.isUnicode || this.isPython) return undefined;
        const name = this.takeMatch(/\{([^}]{1,90})\}/y)?.[1];
        const set = name === undefined ? undefined : withProperty(name);
        if (set === undefined) throw new Unreadable();
        return mark === 'p' ? set : complementOf(set);
      }
      default:
        return undefined;
    }
  }

  #coded(form: RegExp, mark: string): Characters {
    const given = this.takeMatch(form);
    if (given === undefined) return charactersOf(mark);
    const code = Number.parseInt(given[1] ?? given[2]!, 16);
    if (code > 0x10ffff) throw new Unreadable();
    return one(code);
  }
}

const looks = [
  ['=', true, false],
  ['!', true, true],
  ['<=', false, false],
  ['<!', false, true],
] as const;

function one(code: number): Characters {
  return [code, code];
}

function wideWord(): Characters {
  return united([withProperty('L') ?? [], withProperty('N') ?? [], wordCharacters]);
}
