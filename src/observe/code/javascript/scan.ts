/**
 * Reads JavaScript as far as it takes to know which brackets are code: texts, comments, patterns, templates and the text of JSX apart. For
 * what has to be known of a file before, or instead of, parsing it.
 */
export class CodeScan {
  /** The bracket, comma, semicolon or operator that `next` found: its character's code; 0 at the end. */
  code = 0;
  /** Where it stands. */
  at = -1;
  /** Of a bracket that closes: where the one is that it closes, -1 for none. */
  opener = -1;
  /** How many words behind which an operand or a statement stands (`new`, `do`) were passed on the way. */
  words = 0;
  readonly #text: string;
  readonly #isJsx: boolean;
  /** Lines end in other ways too than with a line feed. */
  readonly #hasOddBreaks: boolean;
  #next = 0;
  // What is open: the bracket's code, where it stands, and what it is.
  readonly #codes: number[] = [];
  readonly #places: number[] = [];
  readonly #roles: Role[] = [];
  /** Whether an operand may stand next: then `/` begins a pattern and `<` an element. */
  #wantsOperand = true;
  /** The word before: a keyword decides what the parentheses behind it are. */
  #headOfStatement = false;

  constructor(text: string, isJsx: boolean) {
    this.#text = text;
    this.#isJsx = isJsx;
    this.#hasOddBreaks = /[\u2028\u2029]|\r(?!\n)/.test(text);
    if (text.startsWith('#!')) this.#next = this.#endOfLine(0);
  }

  /** How many brackets are open, those of JSX among them. */
  get depth(): number {
    return this.#codes.length;
  }

  /** Where the brackets that are open stand, the outermost first. */
  get open(): readonly number[] {
    return this.#places;
  }

  /** Goes to what comes next; false at the end of the text. */
  next(): boolean {
    const text = this.#text;
    this.words = 0;
    for (;;) {
      const role = this.#roles.at(-1);
      if (role === 'children' && !this.#skipChildren()) break;
      if (role === 'template' && !this.#skipTemplate()) break;
      if (this.#next >= text.length) break;
      const code = text.charCodeAt(this.#next);
      if (code <= 0x20) this.#next++;
      else if (isWord(code)) this.#word(code);
      else if (code === 0x22 || code === 0x27) this.#quoted(code);
      else if (code === 0x2f && this.#comment()) continue;
      else if (this.#sign(code)) return true;
    }
    this.code = 0;
    this.at = text.length;
    return false;
  }

  #word(first: number): void {
    const text = this.#text;
    const start = this.#next;
    let end = start + 1;
    while (end < text.length && isWord(text.charCodeAt(end))) end++;
    this.#next = end;
    if (first <= 0x39) {
      this.#wantsOperand = false;
      return;
    }
    const word = end - start <= 10 ? text.slice(start, end) : '';
    const isMember = start > 0 && text.charCodeAt(start - 1) === 0x2e;
    this.#wantsOperand = !isMember && beforeOperand.has(word);
    if (this.#wantsOperand || nestsTypes.has(word)) this.words++;
    this.#headOfStatement = !isMember && beforeHead.has(word);
  }

  #quoted(quote: number): void {
    const text = this.#text;
    const inTag = this.#roles.at(-1) === 'tag';
    let at = this.#next + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote || ((code === 0x0a || code === 0x0d) && !inTag)) break;
      if (code === 0x5c && !inTag) at += text.charCodeAt(at + 1) === 0x0d && text.charCodeAt(at + 2) === 0x0a ? 2 : 1;
    }
    this.#next = at + 1;
    this.#wantsOperand = false;
  }

  #comment(): boolean {
    const text = this.#text;
    const second = text.charCodeAt(this.#next + 1);
    if (second !== 0x2f && second !== 0x2a) return false;
    const end = second === 0x2f ? this.#endOfLine(this.#next) : text.indexOf('*/', this.#next + 2);
    this.#next = end < 0 ? text.length : second === 0x2f ? end : end + 2;
    return true;
  }

  #endOfLine(from: number): number {
    const text = this.#text;
    const feed = text.indexOf('\n', from);
    const end = feed < 0 ? text.length : feed;
    if (!this.#hasOddBreaks) return end;
    for (let at = from; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x0d || code === 0x2028 || code === 0x2029) return at;
    }
    return end;
  }

  /** A bracket, or a sign that somebody may want to see: true. What stands for itself is skipped: false. */
  #sign(code: number): boolean {
    const text = this.#text;
    this.at = this.#next;
    this.code = code;
    if (code === 0x60) {
      this.#push(code, 'template');
      this.#next++;
      return false;
    }
    if (code === 0x2f && this.#wantsOperand && this.#roles.at(-1) !== 'tag') return this.#pattern();
    if (code === 0x3c && this.#isJsx && (this.#wantsOperand || this.#roles.at(-1) === 'children')) {
      if (this.#element()) return true;
    } else if (this.#roles.at(-1) === 'tag' && code === 0x3e) return this.#endTag();
    this.#next++;
    if (code === 0x28 || code === 0x5b || code === 0x7b) {
      this.#push(
        code,
        code === 0x28 && this.#headOfStatement ? 'head' : code === 0x7b && !this.#wantsOperand ? 'block' : 'other',
      );
      this.#wantsOperand = true;
    } else if (code === 0x29 || code === 0x5d || code === 0x7d) this.#close(code);
    else if ((code === 0x2b || code === 0x2d) && text.charCodeAt(this.#next) === code) this.#next++;
    else this.#wantsOperand = code !== 0x2e;
    this.#headOfStatement = false;
    return true;
  }

  #push(code: number, role: Role): void {
    this.#codes.push(code);
    this.#places.push(this.at);
    this.#roles.push(role);
  }

  #pop(): Role {
    this.#codes.pop();
    this.opener = this.#places.pop()!;
    return this.#roles.pop()!;
  }

  /** One that fits nothing is passed over: what is open stays so. */
  #close(code: number): void {
    const opened = code === 0x29 ? 0x28 : code - 2;
    this.opener = -1;
    if (this.#codes.at(-1) !== opened) return;
    const role = this.#pop();
    // Behind `if (…)` and behind a block a statement begins; behind other brackets an operator stands.
    this.#wantsOperand = role === 'head' || code === 0x7d;
    if (code === 0x7d && this.#roles.at(-1) === 'tag') this.#wantsOperand = false;
  }

  #pattern(): boolean {
    const text = this.#text;
    let inClass = false;
    let at = this.#next + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x0a) break;
      if (code === 0x5c) at++;
      else if (code === 0x5b) inClass = true;
      else if (code === 0x5d) inClass = false;
      else if (code === 0x2f && !inClass) break;
    }
    this.#next = at + 1;
    this.#wantsOperand = false;
    return false;
  }

  /** Whether an element begins (or, in the text of one, ends) here; in TypeScript `<T,>(…)` and `<T extends …>` are none. */
  #element(): boolean {
    const rest = this.#text.slice(this.#next + 1, this.#next + 80);
    if (!/^[A-Za-z_$>/]/.test(rest) || /^\w+\s*(?:,|extends\s|=\s)/.test(rest)) return false;
    this.#push(0x3c, 'tag');
    this.#next++;
    if (rest.startsWith('>')) return this.#endTag();
    return true;
  }

  /** `>`: of `</a>`, of `<a/>`, or of `<a>`, behind which text stands. */
  #endTag(): boolean {
    const text = this.#text;
    const start = this.#places.at(-1) ?? 0;
    const isSelfClosing = text.charCodeAt(this.#next - 1) === 0x2f && this.#next - 1 > start + 1;
    const isClosing = text.charCodeAt(start + 1) === 0x2f;
    this.#next++;
    this.#pop();
    if (isClosing) {
      if (this.#roles.at(-1) === 'children') this.#pop();
    } else if (!isSelfClosing) this.#push(0x3c, 'children');
    this.code = 0x3e;
    this.#wantsOperand = false;
    return true;
  }

  /** Over the text of an element; false at the end. */
  #skipChildren(): boolean {
    const text = this.#text;
    while (this.#next < text.length) {
      const code = text.charCodeAt(this.#next);
      if (code === 0x7b || code === 0x3c) return true;
      this.#next++;
    }
    return false;
  }

  /** Over the text of a template, into `${` or behind its end; false at the end. */
  #skipTemplate(): boolean {
    const text = this.#text;
    for (; this.#next < text.length; this.#next++) {
      const code = text.charCodeAt(this.#next);
      if (code === 0x5c) this.#next++;
      else if (code === 0x60) {
        this.#pop();
        this.#next++;
        this.#wantsOperand = false;
        return true;
      } else if (code === 0x24 && text.charCodeAt(this.#next + 1) === 0x7b) {
        this.#next += 2;
        this.at = this.#next - 1;
        this.#push(0x7b, 'other');
        this.#wantsOperand = true;
        return true;
      }
    }
    return false;
  }
}

type Role = 'head' | 'block' | 'other' | 'template' | 'tag' | 'children';

function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x24 ||
    code > 0x7f
  );
}

const beforeOperand: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case do else yield await default extends keyof infer unique'.split(
    ' ',
  ),
);
/** Before a type that may begin with the same again; as names they are no operators. */
const nestsTypes: ReadonlySet<string> = new Set(['readonly', 'asserts']);
const beforeHead: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with']);
