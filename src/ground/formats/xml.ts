import { isNameCode, isSpace, unescaped } from './xml-characters.ts';
import { decodeXml } from './xml-decode.ts';
import type { XmlElement } from './xml-element.ts';
import { XmlError } from './xml-error.ts';

export interface XmlLimits {
  /** Levels of elements; 256 when not given. */
  readonly maxDepth?: number;
  /** 256 MiB when not given. */
  readonly maxBytes?: number;
  /** Elements together; 8 million when not given. */
  readonly maxElements?: number;
  /** `performance.now()` after which reading ends. */
  readonly deadline?: number;
  /**
   * Is handed each element at its end, with how many elements are around it. One for which it gives true is not kept in the tree: so a big
   * document is read in parts.
   */
  readonly take?: (element: XmlElement, depth: number) => boolean;
}

/**
 * Reads an XML 1.0 document with namespaces into a tree, in linear time. What it reads is hostile: no entity is ever expanded but the five
 * of XML and numbers (another one stays as it is written), nothing is fetched, and a document type that defines something is refused.
 * Throws XmlError, and nothing else.
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = {}): XmlElement {
  const { maxBytes = 256 * 2 ** 20 } = limits;
  if (bytes.length > maxBytes) throw new XmlError('too-large', `more than ${maxBytes} bytes`, 1);
  return new Reader(decodeXml(bytes), limits).document();
}

interface OpenElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
  readonly line: number;
  /** How many closed elements were waiting for an earlier parent. */
  readonly closedBefore: number;
  /** Its name as written, which its end tag must repeat. */
  readonly written: string;
  readonly scope: Scope;
}

/** The prefixes that an element binds, and those around it: never copied, so that many of them cost no more than they are. */
interface Scope {
  readonly bound: ReadonlyMap<string, string>;
  readonly outer?: Scope;
}

const none: readonly XmlElement[] = [];
const noAttributes: ReadonlyMap<string, string> = new Map();
const outermost: Scope = { bound: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]) };

class Reader {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #maxElements: number;
  readonly #deadline: number;
  readonly #take: XmlLimits['take'];
  readonly #open: OpenElement[] = [];
  /** Elements whose parent is open, so that its list of children is made once, as long as it must be. */
  readonly #closed: XmlElement[] = [];
  /** One string for all names that are equal. */
  readonly #names = new Map<string, string>();
  #root: XmlElement | undefined;
  #elements = 0;
  #at = 0;
  #line = 1;
  /** Of the first line break that was not counted. */
  #nextBreak: number;

  constructor(text: string, { maxDepth = 256, maxElements = 8_000_000, deadline = Infinity, take }: XmlLimits) {
    this.#text = text;
    this.#nextBreak = nextBreak(text, 0);
    this.#maxDepth = maxDepth;
    this.#maxElements = maxElements;
    this.#deadline = deadline;
    this.#take = take;
  }

  document(): XmlElement {
    const text = this.#text;
    while (this.#at < text.length) {
      const markup = text.indexOf('<', this.#at);
      this.#characters(markup < 0 ? text.length : markup);
      if (markup < 0) break;
      this.#markup();
    }
    const open = this.#open.at(-1);
    if (open !== undefined) this.#refuse('malformed', `the element ${shown(open.written)} has no end`, text.length);
    if (this.#root === undefined) this.#refuse('malformed', 'there is no element', text.length);
    return this.#root;
  }

  #markup(): void {
    const text = this.#text;
    const at = this.#at;
    if (text.startsWith('</', at)) this.#endTag();
    else if (text.startsWith('<!--', at)) this.#at = this.#past('-->', at + 4, 'a comment');
    else if (text.startsWith('<?', at)) this.#at = this.#past('?>', at + 2, 'a processing instruction');
    else if (text.startsWith('<![CDATA[', at)) this.#section();
    else if (text.startsWith('<!DOCTYPE', at)) this.#documentType();
    else this.#startTag();
  }

  /** Character data up to `end`. */
  #characters(end: number): void {
    if (end > this.#at) {
      const open = this.#open.at(-1);
      const raw = this.#text.slice(this.#at, end);
      if (open !== undefined) {
        if (open.text !== '' || /\S/.test(raw)) open.text += unescaped(raw);
      } else if (/\S/.test(raw)) this.#refuse('malformed', 'text outside of the element', this.#at);
    }
    this.#at = end;
  }

  #section(): void {
    const open = this.#open.at(-1);
    if (open === undefined) this.#refuse('malformed', 'text outside of the element', this.#at);
    const end = this.#past(']]>', this.#at + 9, 'a CDATA section');
    open.text += this.#text.slice(this.#at + 9, end - 3);
    this.#at = end;
  }

  /** A document type that only names a definition says nothing that is needed; one that makes definitions is refused. */
  #documentType(): void {
    const end = /["'[>]/g;
    end.lastIndex = this.#at;
    for (let found = end.exec(this.#text); found !== null; found = end.exec(this.#text)) {
      const sign = found[0];
      if (sign === '>') {
        this.#at = end.lastIndex;
        return;
      }
      if (sign === '[') this.#refuse('unsupported', 'a document type that defines something', this.#at);
      end.lastIndex = this.#past(sign, end.lastIndex, 'a document type');
    }
    this.#refuse('malformed', 'a document type has no end', this.#at);
  }

  #startTag(): void {
    const start = this.#at;
    this.#countElement(start);
    const line = this.#lineAt(start);
    this.#at = start + 1;
    const written = this.#name('an element');
    let bound: Map<string, string> | undefined;
    let attributes: Map<string, string> | undefined;
    for (;;) {
      const spaced = this.#space();
      const sign = this.#text.charCodeAt(this.#at);
      if (sign === greater || sign === slash) break;
      if (!spaced) this.#refuse('malformed', `the element ${shown(written)} is not written as XML`, this.#at);
      const name = this.#name('an attribute');
      const value = this.#value(name);
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        bound = (bound ?? new Map()).set(name.slice(6), value);
      } else {
        attributes ??= new Map();
        if (attributes.has(name)) this.#refuse('malformed', `the attribute ${shown(name)} stands twice`, this.#at);
        attributes.set(name, value);
      }
    }
    const outer = this.#open.at(-1)?.scope ?? outermost;
    const scope = bound === undefined ? outer : { bound, outer };
    const colon = written.indexOf(':');
    const element: OpenElement = {
      name: this.#one(written.slice(colon + 1)),
      namespace: namespaceIn(scope, colon < 0 ? '' : written.slice(0, colon)),
      attributes: attributes ?? noAttributes,
      text: '',
      line,
      closedBefore: this.#closed.length,
      written,
      scope,
    };
    const empty = this.#text.charCodeAt(this.#at) === slash;
    if (empty) this.#at += 1;
    if (this.#text.charCodeAt(this.#at) !== greater)
      this.#refuse('malformed', `the element ${shown(written)} is not written as XML`, this.#at);
    this.#at += 1;
    this.#open.push(element);
    if (empty) this.#close(this.#at - 1);
  }

  #endTag(): void {
    const start = this.#at;
    this.#at += 2;
    const written = this.#name('an element');
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== greater)
      this.#refuse('malformed', `the end of ${shown(written)} is not written as XML`, start);
    const open = this.#open.at(-1);
    if (open?.written !== written)
      this.#refuse('malformed', `the end of ${shown(written)} closes an element that is not open`, start);
    this.#close(this.#at);
    this.#at += 1;
  }

  #close(at: number): void {
    const open = this.#open.pop();
    if (open === undefined) return;
    const { name, namespace, attributes, line, closedBefore } = open;
    const children = this.#closed.length === closedBefore ? none : this.#closed.slice(closedBefore);
    this.#closed.length = closedBefore;
    const element = { name, namespace, attributes, text: open.text.trim(), children, line, endLine: this.#lineAt(at) };
    const isTaken = this.#take?.(element, this.#open.length) === true;
    if (this.#open.length === 0) this.#root = element;
    else if (!isTaken) this.#closed.push(element);
  }

  #countElement(at: number): void {
    if (this.#root !== undefined) this.#refuse('malformed', 'a second element at the top', at);
    if (this.#open.length >= this.#maxDepth)
      this.#refuse('too-deep', `elements nested deeper than ${this.#maxDepth}`, at);
    this.#elements += 1;
    if (this.#elements > this.#maxElements) this.#refuse('too-large', `more than ${this.#maxElements} elements`, at);
    if (this.#elements % 4096 === 0 && performance.now() > this.#deadline)
      this.#refuse('timed-out', 'reading took too long', at);
  }

  /** `= "value"` after an attribute's name. */
  #value(name: string): string {
    const text = this.#text;
    this.#space();
    if (text.charCodeAt(this.#at) === equals) {
      this.#at += 1;
      this.#space();
      const quote = text[this.#at];
      if (quote === '"' || quote === "'") {
        const start = this.#at + 1;
        this.#at = this.#past(quote, start, `the attribute ${shown(name)}`);
        return unescaped(text.slice(start, this.#at - 1));
      }
    }
    return this.#refuse('malformed', `the attribute ${shown(name)} has no value in quotes`, this.#at);
  }

  #name(of: string): string {
    const text = this.#text;
    const start = this.#at;
    let end = start;
    for (let code = text.charCodeAt(end); isNameCode(code); code = text.charCodeAt(end)) end += 1;
    const first = text.charCodeAt(start);
    if (end === start || first === 0x2d || first === 0x2e || (first >= 0x30 && first <= 0x39))
      this.#refuse('malformed', `the name of ${of} is missing`, start);
    this.#at = end;
    return this.#one(text.slice(start, end));
  }

  #one(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    // A hostile file has as many names as it likes.
    if (this.#names.size < 10_000) this.#names.set(name, name);
    return name;
  }

  /** Moves over white space; whether there was some. */
  #space(): boolean {
    const start = this.#at;
    let at = start;
    for (let code = this.#text.charCodeAt(at); isSpace(code); code = this.#text.charCodeAt(at)) at += 1;
    this.#at = at;
    return at > start;
  }

  /** Behind the next `end`. */
  #past(end: string, from: number, of: string): number {
    const found = this.#text.indexOf(end, from);
    return found < 0 ? this.#refuse('malformed', `${of} has no end`, this.#at) : found + end.length;
  }

  /** Positions are asked for in rising order, but for those of refusals. */
  #lineAt(at: number): number {
    while (this.#nextBreak < at) {
      this.#line += 1;
      this.#nextBreak = nextBreak(this.#text, this.#nextBreak + 1);
    }
    return this.#line;
  }

  #refuse(code: XmlError['code'], message: string, at: number): never {
    throw new XmlError(code, message, this.#lineAt(at));
  }
}

const [slash, equals, greater] = [0x2f, 0x3d, 0x3e];

function nextBreak(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? Infinity : found;
}

/** As deep as elements are nested, at most. */
function namespaceIn(innermost: Scope, prefix: string): string {
  for (let scope: Scope | undefined = innermost; scope !== undefined; scope = scope.outer) {
    const namespace = scope.bound.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return '';
}

/** A name in a message. */
function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
