import { visitFlow } from './flow-yaml.ts';
import { ReadFailure } from './reader.ts';
import { closingQuote, isBeyondScalars, scalarOf, withoutComment } from './yaml-scalar.ts';

/**
 * What stands at a place of a YAML file. `keys` leads there from the top, `-` standing for an item of a list; it is the reader's own array, to be
 * looked at during the call alone. `value` is a scalar's text; undefined where a mapping, a list or nothing follows.
 */
export type YamlVisitor = (keys: readonly string[], value: string | undefined, line: number) => void;

/** Is told of the lines that may say something which the visitor does not see. */
export type YamlRefusal = (line: number) => void;

const maxDepth = 200;
const clockEvery = 8192;
const longestLine = 1024 * 1024;
const maxFlowLines = 10_000;

/**
 * Goes over a YAML file in one pass, line by line, without building anything: block mappings and lists, one-line keys, block scalars, flow
 * collections, anchors of scalars. That is what package managers write, and nearly all that people write; what else YAML allows (keys that are no
 * text, quoted scalars over several lines, aliases and merges of mappings) is read over, and told to `refuse`. Several documents follow each other: each begins with a visit of no keys.
 * Throws ReadFailure for what is too deep or too long, and when the time is up.
 */
export function visitYaml(bytes: Uint8Array, deadline: number, visit: YamlVisitor, refuse?: YamlRefusal): void {
  new BlockReader(bytes, deadline, visit, refuse).read();
}

class BlockReader {
  readonly #buffer: Buffer;
  readonly #deadline: number;
  readonly #visit: YamlVisitor;
  readonly #refuse: YamlRefusal | undefined;
  readonly #keys: string[] = [];
  readonly #indents: number[] = [];
  readonly #anchors = new Map<string, string>();
  #at: number;
  #line = 0;
  /** The key behind `?`, whose value stands behind `:` on a later line. */
  #askedKey: { readonly indent: number; readonly key: string } | undefined;

  constructor(bytes: Uint8Array, deadline: number, visit: YamlVisitor, refuse: YamlRefusal | undefined) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#deadline = deadline;
    this.#visit = visit;
    this.#refuse = refuse;
    this.#at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  read(): void {
    this.#beginDocument();
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { indent, text } = next;
      if (text === '' || text.startsWith('#')) continue;
      if (indent === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(text)) {
        if (!/^(?:#|$)/.test(text.slice(3).trim())) this.#refuse?.(this.#line);
        this.#beginDocument();
      } else if (indent > 0 || !text.startsWith('%')) this.#content(indent, text);
    }
  }

  #beginDocument(): void {
    this.#keys.length = 0;
    this.#indents.length = 0;
    this.#anchors.clear();
    this.#visit(this.#keys, undefined, this.#line + 1);
  }

  /** The next line, without its end and its indent. */
  #next(): { readonly indent: number; readonly text: string } | undefined {
    const buffer = this.#buffer;
    if (this.#at >= buffer.length) return undefined;
    const found = buffer.indexOf(0x0a, this.#at);
    let end = found === -1 ? buffer.length : found;
    let start = this.#at;
    this.#at = end + 1;
    this.#line += 1;
    if (this.#line % clockEvery === 0 && performance.now() > this.#deadline)
      throw new ReadFailure('timed-out', 'The time was up.', this.#line);
    if (end - start > longestLine) throw new ReadFailure('too-large', 'A line is longer than 1 MiB.', this.#line);
    const lineStart = start;
    while (buffer[start] === 0x20 && start < end) start += 1;
    while (end > start && isSpace(buffer[end - 1]!)) end -= 1;
    return { indent: start - lineStart, text: buffer.toString('utf8', start, end) };
  }

  #content(indent: number, text: string): void {
    if (text === '-' || text.startsWith('- ')) {
      this.#item(indent, text);
      return;
    }
    if (isBeyondScalars(text) || text === '?') this.#refuse?.(this.#line);
    if (text.startsWith('? ')) {
      if (/^[|>[{*&!]/.test(text.slice(2).trim()) || isBeyondScalars(text.slice(2).trim())) this.#refuse?.(this.#line);
      this.#askedKey = { indent, key: scalarOf(text.slice(2).trim()) };
      return;
    }
    const asked = this.#askedKey;
    if (asked !== undefined && asked.indent === indent && (text === ':' || text.startsWith(': '))) {
      this.#entry(indent, asked.key, text.slice(1).trim());
      return;
    }
    const end = keyEnd(text);
    // The rest of a scalar, or of something that is not read here.
    if (end === -1) return this.#bare(indent, text);
    this.#entry(indent, scalarOf(text.slice(0, end).trimEnd()), text.slice(end + 1).trim());
  }

  #item(indent: number, text: string): void {
    // A list may stand at the indent of the key that it belongs to.
    while (
      this.#indents.length > 0 &&
      (this.#indents.at(-1) > indent || (this.#indents.at(-1) === indent && this.#keys.at(-1) === '-'))
    )
      this.#pop();
    this.#push(indent, '-');
    const rest = text.slice(1).trimStart();
    if (rest === '' || rest.startsWith('#')) return this.#visit(this.#keys, undefined, this.#line);
    const inner = indent + text.length - rest.length;
    if (rest === '-' || rest.startsWith('- ') || keyEnd(rest) !== -1) {
      this.#visit(this.#keys, undefined, this.#line);
      this.#content(inner, rest);
    } else this.#value(indent, rest);
  }

  #entry(indent: number, key: string, value: string): void {
    while (this.#indents.length > 0 && this.#indents.at(-1) >= indent) this.#pop();
    this.#push(indent, key);
    if (key === '<<') this.#refuse?.(this.#line);
    this.#value(indent, value);
  }

  /** A line that holds no key: it counts where it is a whole flow collection. */
  #bare(indent: number, text: string): void {
    if (!text.startsWith('{') && !text.startsWith('[')) return;
    while (this.#indents.length > 0 && this.#indents.at(-1) >= indent) this.#pop();
    this.#value(indent, text);
  }

  #value(indent: number, written: string): void {
    let value = written;
    let anchor: string | undefined;
    for (let sign = /^(?:&([^\s,[\]{}]+)|![^\s,[\]{}]*)(?:\s+|$)/.exec(value); sign !== null;) {
      anchor = sign[1] ?? anchor;
      value = value.slice(sign[0].length);
      sign = /^(?:&([^\s,[\]{}]+)|![^\s,[\]{}]*)(?:\s+|$)/.exec(value);
    }
    if (value === '' || value.startsWith('#')) this.#visit(this.#keys, undefined, this.#line);
    else if (value.startsWith('{') || value.startsWith('[')) this.#flow(value);
    else if (/^[|>][-+\d]{0,3}(?:\s|$)/.test(value)) this.#visit(this.#keys, this.#block(indent), this.#line);
    else if (value.startsWith('*')) {
      const text = this.#anchors.get(withoutComment(value).slice(1));
      if (text === undefined) this.#refuse?.(this.#line);
      this.#visit(this.#keys, text, this.#line);
    } else {
      if (isBeyondScalars(value)) this.#refuse?.(this.#line);
      const text = scalarOf(value);
      if (anchor !== undefined) this.#anchors.set(anchor, text);
      this.#visit(this.#keys, text, this.#line);
    }
  }

  #flow(first: string): void {
    const line = this.#line;
    visitFlow(
      first,
      () => (this.#line - line > maxFlowLines ? undefined : this.#next()?.text),
      (keys, value, below) => {
        for (const key of keys) this.#push(Infinity, key);
        this.#visit(this.#keys, value, line + below);
        for (const _ of keys) this.#pop();
      },
      (below) => this.#refuse?.(line + below),
    );
  }

  /** A block scalar's text, lines joined with spaces. */
  #block(indent: number): string {
    const lines: string[] = [];
    for (;;) {
      const at = this.#at;
      const next = this.#next();
      if (next === undefined) break;
      if (next.text !== '' && next.indent <= indent) {
        this.#at = at;
        this.#line -= 1;
        break;
      }
      if (lines.length < 1000) lines.push(next.text);
    }
    return lines.join(' ').trim();
  }

  #push(indent: number, key: string): void {
    if (this.#keys.length >= maxDepth)
      throw new ReadFailure('too-deep', `Nested deeper than ${maxDepth} levels.`, this.#line);
    this.#indents.push(indent);
    this.#keys.push(key);
  }

  #pop(): void {
    this.#indents.pop();
    this.#keys.pop();
  }
}

/** Where the colon behind a line's key stands; -1: there is none. */
function keyEnd(text: string): number {
  const quote = text[0];
  if (quote === '{' || quote === '[') return -1;
  let from = 0;
  if (quote === '"' || quote === "'") {
    from = closingQuote(text);
    if (from === -1) return -1;
    let at = from + 1;
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    return text[at] === ':' && /^[ \t]?$/.test(text[at + 1] ?? '') ? at : -1;
  }
  for (let at = text.indexOf(':', from); at !== -1; at = text.indexOf(':', at + 1))
    if (at + 1 === text.length || text[at + 1] === ' ' || text[at + 1] === '\t') {
      const comment = text.indexOf(' #');
      return comment !== -1 && comment < at ? -1 : at;
    }
  return -1;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}
