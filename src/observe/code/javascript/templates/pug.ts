import { endOfBraces } from '../components/tags.ts';
import { isExpression, nameAll, withoutOurs } from './tags.ts';
import type { TemplateWriter } from './writer.ts';

/** Pug (pugjs.org/language): what lines put out, in elements by indentation. `isBare`: without code, and only what is an expression. */
export function writePug(text: string, isBare: boolean, out: TemplateWriter): void {
  new PugReader(withoutOurs(text), isBare, out).read();
}

interface Open {
  readonly indent: number;
  readonly close: () => void;
}

const mostOpen = 200;
const mostInline = 50;

class PugReader {
  readonly #text: string;
  readonly #isBare: boolean;
  readonly #out: TemplateWriter;
  readonly #open: Open[] = [];
  #isInMixin = false;
  /** Tags inside of lines. */
  #depth = 0;

  constructor(text: string, isBare: boolean, out: TemplateWriter) {
    this.#text = text;
    this.#isBare = isBare;
    this.#out = out;
  }

  read(): void {
    const text = this.#text;
    let at = 0;
    while (at < text.length) {
      const start = /[ \t]*/y;
      start.lastIndex = at;
      const indent = start.exec(text)![0].length;
      const from = at + indent;
      const end = endOfLine(text, from);
      if (from === end || text[from] === '\r') {
        at = end + 1;
        continue;
      }
      this.#closeTo(indent);
      at = this.#line(from, end, indent);
    }
    this.#closeTo(0);
  }

  #closeTo(indent: number): void {
    for (let last = this.#open.at(-1); last !== undefined && last.indent >= indent; last = this.#open.at(-1)) {
      this.#open.pop();
      last.close();
    }
  }

  #push(indent: number, close: () => void): void {
    if (this.#open.length > mostOpen) throw new RangeError('too deep');
    this.#open.push({ indent, close });
  }

  /** Where the next line begins. */
  #line(from: number, end: number, indent: number): number {
    const text = this.#text;
    const line = text.slice(from, end);
    if (line.startsWith('//') || line.startsWith(':')) return this.#behindBlock(end, indent);
    if (line.startsWith('|') || line.startsWith('<')) this.#inText(from, end);
    else if (/^-\s*$/.test(line)) {
      this.#code(from + 1, end, indent);
      return this.#behindBlock(end, indent);
    } else if (line.startsWith('-')) this.#code(from + 1, end, indent);
    else if (/^!?=/.test(line)) this.#putLine(from, end);
    else if (line.startsWith('+')) this.#call(from, end);
    else if (!this.#keyword(line, from, end, indent)) return this.#element(from, end, indent);
    return end + 1;
  }

  /** Lines below that stand deeper are part of it. */
  #behindBlock(end: number, indent: number): number {
    let at = end + 1;
    for (; at < this.#text.length; at = endOfLine(this.#text, at) + 1) {
      const space = /[ \t]*/y;
      space.lastIndex = at;
      const deep = space.exec(this.#text)![0].length;
      if (deep <= indent && !/[\r\n]/.test(this.#text[at + deep] ?? '\n')) break;
    }
    return at;
  }

  #code(from: number, end: number, indent: number): void {
    const code = this.#text.slice(from, end).trim();
    if (this.#isBare) return;
    if (code === '') return this.#codeBlock(end, indent);
    nameAll(code, this.#out.names);
    this.#out.copy(this.#text, from, end);
    if (this.#behindBlock(end, indent) === end + 1 || code.endsWith('{')) return this.#out.code('\n');
    this.#out.code(' {\n');
    this.#push(indent, () => this.#out.code('}\n'));
  }

  /** `-`, and code in the lines below. */
  #codeBlock(end: number, indent: number): void {
    const close = Math.min(this.#behindBlock(end, indent), this.#text.length);
    nameAll(this.#text.slice(end, close), this.#out.names);
    this.#out.copy(this.#text, end, close);
    this.#out.code('\n');
  }

  #putLine(from: number, end: number): void {
    const isRaw = this.#text[from] === '!';
    this.#put(this.#text.slice(from + (isRaw ? 2 : 1), end), from, end, isRaw);
  }

  #put(said: string, start: number, end: number, isRaw: boolean): void {
    const code = said.trim().replace(/;$/, '');
    if (code === '' || !this.#isRight(code)) return;
    nameAll(code, this.#out.names);
    this.#out.put(`${code}\n`, start, end, isRaw);
  }

  #isRight(code: string): boolean {
    return !this.#isBare || isExpression(code);
  }

  /** `+card(item)(class='a')` */
  #call(from: number, end: number): void {
    const said = /^\+([A-Za-z_$][\w$]*)\s*(\(.*)?/.exec(this.#text.slice(from, end));
    if (said === null || !this.#out.macros.has(said[1]!)) return;
    const args = said[2] === undefined ? '' : said[2].slice(1, endOfBrackets(said[2], 0) - 1);
    if (args !== '' && !isExpression(`[${args}]`)) return;
    nameAll(args, this.#out.names);
    this.#out.put(`${said[1]}(${args}\n)`, from, end, true);
  }

  #keyword(line: string, from: number, end: number, indent: number): boolean {
    const [, word = '', said = ''] = /^([a-z]+)\b([^]*)$/.exec(line) ?? [];
    const rest = said.trim();
    switch (word) {
      case 'include':
      case 'extends':
        if (/^[\w@~./-]{1,200}$/.test(rest)) this.#out.include(rest, '', from, end);
        return true;
      case 'each':
      case 'for':
        this.#each(rest, indent);
        return true;
      case 'mixin':
        this.#mixin(rest, indent);
        return true;
      case 'block':
      case 'append':
      case 'prepend':
      case 'doctype':
      case 'if':
      case 'unless':
      case 'else':
      case 'case':
      case 'while':
        return true;
      case 'when':
      case 'default':
        this.#choice(line, from, end, indent);
        return true;
      default:
        return false;
    }
  }

  /** `when 'a': p= b` */
  #choice(line: string, from: number, end: number, indent: number): void {
    const behind = /^(?:default|when\s+(?:"[^"]*"|'[^']*'|[^\s:"']+))\s*:\s*(?=\S)/.exec(line)?.[0].length;
    if (behind !== undefined) this.#line(from + behind, end, indent);
  }

  #each(rest: string, indent: number): void {
    const [, name, index, iterated] =
      /^([A-Za-z_$][\w$]*)(?:\s*,\s*([A-Za-z_$][\w$]*))?\s+(?:in|of)\s+(\S.*)$/.exec(rest) ?? [];
    if (name === undefined || !isExpression(iterated!)) return;
    nameAll(iterated!, this.#out.names);
    this.#out.code(`for (const ${name} of (${iterated})) {${index === undefined ? '' : `let ${index} = 0;`}\n`);
    this.#out.open([name]);
    this.#push(indent, () => {
      this.#out.code('}\n');
      this.#out.close();
    });
  }

  #mixin(rest: string, indent: number): void {
    const [, name, params = ''] = /^([A-Za-z_$][\w$]*)\s*(?:\(([^()]*)\))?/.exec(rest) ?? [];
    const own = params.split(',').flatMap((one) => /^\s*([A-Za-z_$][\w$]*)/.exec(one)?.[1] ?? []);
    if (
      name === undefined ||
      this.#isInMixin ||
      this.#open.some(({ indent: around }) => around >= 0 && around < indent)
    )
      return;
    if (!this.#out.macro(name, [...new Set(own)])) return;
    this.#isInMixin = true;
    this.#push(indent, () => {
      this.#out.endMacro();
      this.#isInMixin = false;
    });
  }

  /** `a.b#c(href=x)= y`; where the next line begins. */
  #element(from: number, lineEnd: number, indent: number): number {
    const text = this.#text;
    const named = /(?:[\w-]|:(?=[\w-]))*(?:[.#][\w-]+)*/y;
    named.lastIndex = from;
    const tag = /^[\w:-]*/.exec(named.exec(text)![0])![0].toLowerCase() || 'div';
    let at = named.lastIndex;
    let end = lineEnd;
    this.#out.html.read(`<${tag}`);
    while (text[at] === '(') {
      const close = endOfBrackets(text, at);
      this.#attributes(at + 1, close - 1);
      at = close;
      if (at > end) end = endOfLine(text, at);
    }
    this.#out.html.read('>');
    if (text.startsWith('&attributes(', at)) at = endOfBrackets(text, at + 11);
    if (tag === 'script' || tag === 'style') this.#push(indent, () => this.#out.html.read(`</${tag}>`));
    if (text[at] === '.' && text.slice(at + 1, end).trim() === '') {
      const close = this.#behindBlock(end, indent);
      this.#inText(end, Math.min(close, text.length));
      return close;
    }
    if (text[at] === '/') at++;
    if (text[at] === ':' && at < end) {
      if (++this.#depth > mostInline) throw new RangeError('too deep');
      const next = this.#line(at + 1 + /^\s*/.exec(text.slice(at + 1, end))![0].length, end, indent);
      this.#depth--;
      return next;
    }
    if (/^!?=/.test(text.slice(at, at + 2))) this.#putLine(at, end);
    else this.#inText(at, end);
    return end + 1;
  }

  #attributes(from: number, to: number): void {
    // Its own text, so that nothing is looked for beyond it.
    const text = this.#text.slice(0, to);
    const named = /[\s,]*(["']?)([\w:@.()[\]*#$-]+)\1\s*(!?=)?\s*/y;
    for (let at = from; at < to;) {
      named.lastIndex = at;
      const found = named.exec(text);
      if (found === null) {
        // A sign that no name has: what stands behind it is still put out.
        at++;
        continue;
      }
      at = named.lastIndex;
      if (found[3] === undefined) continue;
      const end = endOfValue(text, at, to);
      const code = text.slice(at, end);
      const prefix = /^(["'`])([^"'`$]*)/.exec(code)?.[2] ?? '';
      this.#out.html.read(` ${found[2]}="${prefix}`);
      if (!/^\s*(?:"[^"]*"|'[^']*'|[\d.]+|true|false)\s*$/.test(code))
        this.#put(code, found.index, end, found[3] === '!=');
      this.#out.html.read('"');
      at = end;
    }
  }

  /** `#{a}` and `!{b}` in text. */
  #inText(from: number, to: number): void {
    const text = this.#text;
    let at = from;
    const mark = /[#!]\{|#\[/g;
    mark.lastIndex = from;
    for (let found = mark.exec(text); found !== null && found.index < to; found = mark.exec(text)) {
      const start = found.index;
      if (text[start - 1] === '\\') continue;
      this.#out.html.read(text, at, start);
      if (found[0] === '#[') {
        at = Math.min(endOfBrackets(text.slice(0, to), start + 1), to);
        if (++this.#depth > mostInline) throw new RangeError('too deep');
        this.#element(start + 2, at - 1, Infinity);
        this.#depth--;
        mark.lastIndex = at;
        continue;
      }
      at = Math.min(endOfBraces(text.slice(0, to), start + 1), to);
      this.#put(text.slice(start + 2, at - 1), start, at, found[0] === '!{');
      mark.lastIndex = at;
    }
    this.#out.html.read(text, at, to);
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Behind the bracket that closes the one at a place. */
function endOfBrackets(text: string, at: number): number {
  let open = 0;
  for (let next = at; next < text.length; next++) {
    const sign = text[next]!;
    if ('([{'.includes(sign)) open++;
    else if (')]}'.includes(sign) && --open === 0) return next + 1;
    else if (sign === '"' || sign === "'" || sign === '`') next = endOfQuote(text, next);
  }
  return text.length;
}

function endOfQuote(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== text[at]) end += text[end] === '\\' ? 2 : 1;
  return end;
}

/** An attribute's expression ends with a comma, or a space behind which another attribute begins. */
function endOfValue(text: string, from: number, to: number): number {
  let open = 0;
  const next = /\s+["']?[\w:@.-]+["']?(?:\s*!?=(?!=)|\s*[,\s]|$)/y;
  for (let at = from; at < to; at++) {
    const sign = text[at]!;
    if ('([{'.includes(sign)) open++;
    else if (')]}'.includes(sign)) open--;
    else if (sign === '"' || sign === "'" || sign === '`') at = endOfQuote(text, at);
    else if (open === 0 && sign === ',') return at;
    else if (open === 0 && /\s/.test(sign) && /[\w)\]"'`}]/.test(text[at - 1]!)) {
      next.lastIndex = at;
      if (next.test(text)) return at;
    }
  }
  return to;
}
