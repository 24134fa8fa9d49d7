import { Characters, digits, every, lineEnds, none, spaces, wordCharacters } from './characters.ts';

/** What a regular expression is made of. */
export type PatternNode =
  | { readonly is: 'set'; readonly set: Characters }
  | { readonly is: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly is: 'either'; readonly options: readonly PatternNode[] }
  | { readonly is: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }
  | { readonly is: 'start' | 'end' | 'boundary' }
  | { readonly is: 'look'; readonly item: PatternNode }
  | { readonly is: 'back' };

const maxDepth = 60;

/** Reads a pattern in the syntax that JavaScript and Python share; undefined for what it cannot read. */
export function parsePattern(source: string, flags: string): PatternNode | undefined {
  if (source.length > 5000) return undefined;
  const parser = new PatternParser(source, flags);
  try {
    const node = parser.either(0);
    return parser.isDone ? node : undefined;
  } catch (error) {
    if (error instanceof UnreadablePattern) return undefined;
    throw error;
  }
}

class UnreadablePattern extends Error {}

class PatternParser {
  readonly #source: string;
  readonly #ignoresCase: boolean;
  readonly #dotAll: boolean;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#ignoresCase = flags.includes('i');
    this.#dotAll = flags.includes('s');
  }

  get isDone(): boolean {
    return this.#at >= this.#source.length;
  }

  either(depth: number): PatternNode {
    if (depth > maxDepth) throw new UnreadablePattern();
    const options = [this.#sequence(depth)];
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      options.push(this.#sequence(depth));
    }
    return options.length === 1 ? options[0]! : { is: 'either', options };
  }

  #sequence(depth: number): PatternNode {
    const items: PatternNode[] = [];
    while (!this.isDone && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const item = this.#atom(depth);
      items.push(this.#repeated(item));
    }
    return items.length === 1 ? items[0]! : { is: 'sequence', items };
  }

  #repeated(item: PatternNode): PatternNode {
    const mark = this.#source[this.#at];
    let bounds: [number, number] | undefined;
    if (mark === '*') bounds = [0, Infinity];
    else if (mark === '+') bounds = [1, Infinity];
    else if (mark === '?') bounds = [0, 1];
    else if (mark === '{') {
      const given = /^\{(\d{1,6})(,(\d{0,6}))?\}/.exec(this.#source.slice(this.#at, this.#at + 20));
      if (given === null) return item;
      const min = Number(given[1]);
      bounds = [min, given[2] === undefined ? min : given[3] === '' ? Infinity : Number(given[3])];
      this.#at += given[0].length - 1;
    }
    if (bounds === undefined) return item;
    this.#at += 1;
    if (this.#source[this.#at] === '?' || this.#source[this.#at] === '+') this.#at += 1;
    return { is: 'repeat', item, min: bounds[0], max: bounds[1] };
  }

  #atom(depth: number): PatternNode {
    const mark = this.#source[this.#at]!;
    this.#at += 1;
    switch (mark) {
      case '^':
        return { is: 'start' };
      case '$':
        return { is: 'end' };
      case '.':
        return { is: 'set', set: this.#dotAll ? every : lineEnds.not() };
      case '(':
        return this.#group(depth);
      case '[':
        return { is: 'set', set: this.#class() };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new UnreadablePattern();
      default:
        return { is: 'set', set: this.#single(mark) };
    }
  }

  #group(depth: number): PatternNode {
    const rest = this.#source.slice(this.#at, this.#at + 80);
    const head = /^\?(?:[:=!]|<[=!]|P?<[A-Za-z_$][\w$]*>|[a-z-]*:)/.exec(rest)?.[0];
    if (head === undefined && rest.startsWith('?')) throw new UnreadablePattern();
    this.#at += head?.length ?? 0;
    const item = this.either(depth + 1);
    if (this.#source[this.#at] !== ')') throw new UnreadablePattern();
    this.#at += 1;
    return head !== undefined && /^\?<?[=!]$/.test(head) ? { is: 'look', item } : item;
  }

  #single(character: string): Characters {
    const set = Characters.of(character);
    return this.#ignoresCase
      ? set.or(Characters.of(character.toLowerCase())).or(Characters.of(character.toUpperCase()))
      : set;
  }

  #escape(): PatternNode {
    const mark = this.#source[this.#at] ?? '';
    if (/[1-9]/.test(mark) || (mark === 'k' && this.#source[this.#at + 1] === '<')) {
      while (/\d/.test(this.#source[this.#at] ?? '')) this.#at += 1;
      if (mark === 'k') this.#at = this.#source.indexOf('>', this.#at) + 1 || this.#source.length;
      return { is: 'back' };
    }
    if (mark === 'b' || mark === 'B') {
      this.#at += 1;
      return { is: 'boundary' };
    }
    // Python's own anchors.
    if (mark === 'A' || mark === 'Z' || mark === 'z') {
      this.#at += 1;
      return { is: mark === 'A' ? 'start' : 'end' };
    }
    return { is: 'set', set: this.#escaped() };
  }

  /** Behind a backslash, outside of and in classes. */
  #escaped(): Characters {
    const mark = this.#source[this.#at];
    if (mark === undefined) throw new UnreadablePattern();
    this.#at += 1;
    switch (mark) {
      case 'd':
        return digits;
      case 'D':
        return digits.not();
      case 'w':
        return wordCharacters;
      case 'W':
        return wordCharacters.not();
      case 's':
        return spaces;
      case 'S':
        return spaces.not().or(new Characters([0, 0, 0, 0], true));
      case 'n':
        return Characters.of('\n');
      case 'r':
        return Characters.of('\r');
      case 't':
        return Characters.of('\t');
      case 'v':
      case 'f':
      case '0':
        return Characters.of({ v: '\v', f: '\f', 0: '\0' }[mark]);
      case 'x':
        return this.#coded(/^[\dA-Fa-f]{2}/);
      case 'u':
        return this.#coded(/^(?:[\dA-Fa-f]{4}|\{[\dA-Fa-f]{1,6}\})/);
      case 'p':
      case 'P':
        this.#at = Math.max(this.#source.indexOf('}', this.#at) + 1, this.#at);
        return every;
      default:
        return this.#single(mark);
    }
  }

  #coded(form: RegExp): Characters {
    const given = form.exec(this.#source.slice(this.#at, this.#at + 10))?.[0];
    if (given === undefined) return Characters.of('u');
    this.#at += given.length;
    const code = Number.parseInt(given.replaceAll(/[{}]/g, ''), 16);
    return Characters.range(code, code);
  }

  #class(): Characters {
    const isNegated = this.#source[this.#at] === '^';
    if (isNegated) this.#at += 1;
    let set = none;
    for (;;) {
      const mark = this.#source[this.#at];
      if (mark === undefined) throw new UnreadablePattern();
      if (mark === ']') {
        this.#at += 1;
        break;
      }
      const from = this.#at;
      const left = this.#member();
      if (
        this.#source[this.#at] === '-' &&
        this.#source[this.#at + 1] !== ']' &&
        this.#source[this.#at + 1] !== undefined
      ) {
        const low = lastCode(this.#source.slice(from, this.#at));
        this.#at += 1;
        const to = this.#at;
        const right = this.#member();
        const high = lastCode(this.#source.slice(to, this.#at));
        if (low !== undefined && high !== undefined && low <= high) {
          set = set.or(Characters.range(low, high));
          if (this.#ignoresCase) set = set.or(otherCase(low, high));
        } else set = set.or(left).or(right).or(Characters.of('-'));
      } else set = set.or(left);
    }
    return isNegated ? set.not() : set;
  }

  #member(): Characters {
    const mark = this.#source[this.#at]!;
    this.#at += 1;
    if (mark !== '\\') return this.#single(mark);
    if (this.#source[this.#at] === 'b') {
      this.#at += 1;
      return Characters.of('\b');
    }
    return this.#escaped();
  }
}

/** The code of a single character as it stands in a class; undefined for a set such as `\d`. */
function lastCode(text: string): number | undefined {
  if (text.length === 1) return text.charCodeAt(0);
  if (text[0] === '\\' && text.length === 2) {
    const plain = { n: 10, r: 13, t: 9, v: 11, f: 12, 0: 0 }[text[1]!];
    return plain ?? (/[dDwWsSpPbB]/.test(text[1]!) ? undefined : text.charCodeAt(1));
  }
  const coded = /^\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|u\{([\dA-Fa-f]+)\})$/.exec(text);
  if (coded !== null) return Number.parseInt(coded[1] ?? coded[2] ?? coded[3]!, 16);
  return text.codePointAt(0)! > 0xffff ? text.codePointAt(0) : undefined;
}

function otherCase(low: number, high: number): Characters {
  let set = none;
  for (let code = Math.max(low, 65); code <= Math.min(high, 122); code++) {
    const character = String.fromCharCode(code);
    set = set.or(Characters.of(character.toLowerCase())).or(Characters.of(character.toUpperCase()));
  }
  return set;
}
