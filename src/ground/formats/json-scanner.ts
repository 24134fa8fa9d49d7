export type JsonFailureCode = 'malformed' | 'too-deep' | 'timed-out';

/** A file that is not the JSON that it should be. Line and column (in bytes) count from 1. Its message quotes nothing of the file. */
export class JsonFailure extends Error {
  readonly code: JsonFailureCode;
  readonly line: number;
  readonly column: number;

  constructor(code: JsonFailureCode, message: string, line: number, column: number) {
    super(message);
    this.name = 'JsonFailure';
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

/** Between how many strings the clock is asked. */
const clockEvery = 4096;
const internedLength = 40;
const internedSlots = 4096;

/** Goes over the bytes of a JSON file token by token. */
export class JsonScanner {
  readonly tolerant: boolean;
  line = 1;
  readonly #bytes: Uint8Array;
  readonly #buffer: Buffer;
  readonly #deadline: number;
  readonly #interned: (string | undefined)[] = Array.from({ length: internedSlots });
  #at = 0;
  #lineStart = 0;
  #untilClock = clockEvery;

  constructor(bytes: Uint8Array, deadline: number, tolerant: boolean) {
    this.#bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#deadline = deadline;
    this.tolerant = tolerant;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = 3;
  }

  /** The byte under the scanner; 0 at the end. */
  get byte(): number {
    return this.#at < this.#bytes.length ? this.#bytes[this.#at]! : 0;
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length;
  }

  step(): void {
    this.#at += 1;
  }

  /** Goes on to the next token. */
  space(): void {
    const bytes = this.#bytes;
    for (;;) {
      const byte = bytes[this.#at];
      if (byte === 0x0a) {
        this.#at += 1;
        this.line += 1;
        this.#lineStart = this.#at;
      } else if (byte === 0x20 || byte === 0x0d || byte === 0x09) this.#at += 1;
      else if (byte === 0x2f && this.tolerant) this.#comment();
      else return;
    }
  }

  #comment(): void {
    const bytes = this.#bytes;
    const kind = bytes[this.#at + 1];
    if (kind === 0x2f) {
      const end = bytes.indexOf(0x0a, this.#at);
      this.#at = end === -1 ? bytes.length : end;
    } else if (kind === 0x2a) {
      const end = this.#buffer.indexOf('*/', this.#at + 2, 'latin1');
      if (end === -1) this.fail('a comment does not end');
      for (let at = bytes.indexOf(0x0a, this.#at); at !== -1 && at < end; at = bytes.indexOf(0x0a, at + 1)) {
        this.line += 1;
        this.#lineStart = at + 1;
      }
      this.#at = end + 2;
    } else this.unexpected('a comment');
  }

  /** The string under the scanner, decoded. Keys come again and again: the short ones are kept once. */
  string(isKey: boolean): string {
    const start = this.#at + 1;
    const plain = this.skipString();
    const end = this.#at - 1;
    // As JSON.parse decodes escapes: the string has been checked.
    if (!plain) return JSON.parse(this.#buffer.toString('utf8', start - 1, end + 1)) as string;
    if (!isKey || end - start > internedLength) return this.#buffer.toString('utf8', start, end);
    return this.#intern(start, end);
  }

  #intern(start: number, end: number): string {
    const bytes = this.#bytes;
    let hash = end - start;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const slot = (hash ^ (hash >>> 15)) & (internedSlots - 1);
    const known = this.#interned[slot];
    if (known !== undefined && known.length === end - start && this.#isAscii(known, start)) return known;
    const text = this.#buffer.toString('utf8', start, end);
    this.#interned[slot] = text;
    return text;
  }

  #isAscii(text: string, start: number): boolean {
    for (let at = 0; at < text.length; at += 1)
      if (text.charCodeAt(at) !== this.#bytes[start + at]! || this.#bytes[start + at]! > 0x7f) return false;
    return true;
  }

  /** Goes over a string and checks it; false when it has escapes. */
  skipString(): boolean {
    this.#clock();
    const bytes = this.#bytes;
    let plain = true;
    let at = this.#at + 1;
    for (; ; at += 1) {
      const byte = bytes[at];
      if (byte === 0x22) break;
      if (byte === 0x5c) {
        plain = false;
        at = this.#escape(at);
      } else if (byte === undefined || byte < 0x20) {
        this.#at = at;
        this.fail(byte === undefined ? 'the file ends in a string' : 'a string does not end on its line');
      }
    }
    this.#at = at + 1;
    return plain;
  }

  /** Returns where the escape sequence at `at` ends. */
  #escape(at: number): number {
    const bytes = this.#bytes;
    const kind = bytes[at + 1] ?? 0;
    if (kind === 0x75) {
      for (let digit = at + 2; digit < at + 6; digit += 1) {
        const byte = bytes[digit] ?? 0;
        if (!isDigit(byte) && !((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)) {
          this.#at = at;
          this.fail('an escape sequence that JSON does not have');
        }
      }
      return at + 5;
    }
    // " \ / b f n r t
    if (![0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74].includes(kind)) {
      this.#at = at;
      this.fail('an escape sequence that JSON does not have');
    }
    return at + 1;
  }

  /** `true`, `false`, `null` or a number. */
  literal(): number | boolean | null {
    this.#clock();
    if (this.#word('true')) return true;
    if (this.#word('false')) return false;
    if (this.#word('null')) return null;
    return this.#number();
  }

  #word(word: string): boolean {
    for (let i = 0; i < word.length; i += 1) if (this.#bytes[this.#at + i] !== word.charCodeAt(i)) return false;
    this.#at += word.length;
    return true;
  }

  /** RFC 8259, section 6. */
  #number(): number {
    const start = this.#at;
    if (this.byte === 0x2d) this.#at += 1;
    if (this.byte === 0x30) this.#at += 1;
    else this.#digits();
    if (this.byte === 0x2e) {
      this.#at += 1;
      this.#digits();
    }
    if ((this.byte | 0x20) === 0x65) {
      this.#at += 1;
      if (this.byte === 0x2b || this.byte === 0x2d) this.#at += 1;
      this.#digits();
    }
    return Number(this.#buffer.toString('latin1', start, this.#at));
  }

  #digits(): void {
    if (!isDigit(this.byte)) this.unexpected('a value');
    while (isDigit(this.byte)) this.#at += 1;
  }

  #clock(): void {
    this.#untilClock -= 1;
    if (this.#untilClock > 0) return;
    this.#untilClock = clockEvery;
    if (performance.now() > this.#deadline) this.fail('the time was up', 'timed-out');
  }

  unexpected(expected: string): never {
    this.fail(this.ended ? `the file ends where ${expected} should stand` : `${expected} should stand here`);
  }

  fail(message: string, code: JsonFailureCode = 'malformed'): never {
    throw new JsonFailure(code, message, this.line, this.#at - this.#lineStart + 1);
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
