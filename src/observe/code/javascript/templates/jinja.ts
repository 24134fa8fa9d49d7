import { convert, convertPairs, isReserved, loopOf } from './expression.ts';
import { specifierOf, type TemplateWriter } from './writer.ts';

/** Jinja, Django, Nunjucks, Twig and Liquid: `{{ … }}`, `{% … %}`, `{# … #}`. */
export function writeJinja(text: string, out: TemplateWriter): void {
  new JinjaReader(text, out).read();
}

interface Open {
  readonly name: string;
  /** Code that ends it; `macro`: a function of the template ends. */
  readonly close: string;
  /** What it changed of whether values are escaped. */
  readonly wasEscaped: boolean;
}

const mostOpen = 100;

/** Tags that put nothing out by themselves. */
const silent =
  /^(?:if|elif|elsif|elseif|else|unless|case|when|ifchanged|ifequal|ifnotequal|empty|block|load|csrf_token|spaceless|call|do|break|continue|cache|language|localize|localtime|timezone|with|capture|layout|switch|liquid|use|embed|sandbox|apply)$/;

class JinjaReader {
  readonly #text: string;
  readonly #out: TemplateWriter;
  readonly #open: Open[] = [];
  #isEscaped = true;
  /** Kinds of tags of which none ends in the rest. */
  readonly #endless = new Set<string>();

  constructor(text: string, out: TemplateWriter) {
    this.#text = text;
    this.#out = out;
  }

  read(): void {
    const text = this.#text;
    let at = 0;
    for (let open = nextOpen(text, 0); open >= 0; open = nextOpen(text, at)) {
      this.#out.html.read(text, at, open);
      const kind = text[open + 1]!;
      const close = this.#closeOf(kind, open + 2);
      if (close < 0) {
        at = open + 2;
        continue;
      }
      at = close + 2;
      if (kind === '{') this.#put(open, at);
      else if (kind === '%') at = this.#tag(open, at);
    }
    while (this.#open.length > 0) this.#end();
  }

  /** What does not end is text, for some engines. */
  #closeOf(kind: string, from: number): number {
    if (this.#endless.has(kind)) return -1;
    const close = kind === '{' ? endOfOutput(this.#text, from) : endOf(this.#text, `${kind}}`, from);
    if (close < 0) this.#endless.add(kind);
    return close;
  }

  #put(start: number, end: number): void {
    const inner = inside(this.#text, start, end);
    // Nunjucks and Twig have no other braces; Mustache's third pair says that it is put out as it is.
    const isTriple = inner.startsWith('{');
    const { code, isSafe } = this.#convert(isTriple ? inner.replace(/^\{|\}$/g, '') : inner);
    const callee = /^\(?(\w+)(?:\.\w+)?\(/.exec(code)?.[1];
    const isMacro = callee !== undefined && this.#out.macros.has(callee);
    if (code !== '""') this.#out.put(code, start, end, isSafe || isTriple || isMacro || !this.#isEscaped);
  }

  #convert(text: string): { code: string; isSafe: boolean } {
    return convert(text, this.#out.names, this.#out.macros);
  }

  /** Where it goes on. */
  #tag(start: number, end: number): number {
    const out = this.#out;
    const said = /^(\w+)\s*(.*)$/s.exec(inside(this.#text, start, end));
    if (said === null) return end;
    const [, name = '', rest = ''] = said;
    if (this.#open.length > mostOpen) throw new RangeError('too deep');
    switch (name) {
      case 'raw':
      case 'verbatim':
      case 'comment':
        return this.#skip(name, end);
      case 'for':
        this.#for(rest);
        break;
      case 'tablerow':
        this.#for(rest);
        break;
      case 'set':
      case 'assign':
        this.#set(rest);
        break;
      case 'with':
        this.#with(rest);
        break;
      case 'macro':
        this.#macro(rest);
        break;
      case 'autoescape':
        this.#push('autoescape', '');
        this.#isEscaped = !/^(?:off|false)\b/i.test(rest);
        break;
      case 'filter':
        this.#push('filter', '');
        if (/\bsafe\b/.test(rest)) this.#isEscaped = false;
        break;
      case 'extends':
      case 'include':
      case 'render':
        this.#include(rest, start, end);
        break;
      case 'import':
      case 'from':
        this.#import(rest);
        break;
      default:
        if (name.startsWith('end')) this.#endOf(name.replace(/^end_?/, ''));
        // `{% url 'page' %}` and other tags put something out of which nothing is known.
        else if (!silent.test(name)) out.html.put();
    }
    out.at(end);
    return end;
  }

  #skip(name: string, from: number): number {
    const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
    end.lastIndex = from;
    const found = end.exec(this.#text);
    return found === null ? this.#text.length : found.index + found[0].length;
  }

  #push(name: string, close: string, locals: readonly string[] = []): void {
    this.#open.push({ name, close, wasEscaped: this.#isEscaped });
    this.#out.open(locals);
  }

  #endOf(name: string): void {
    const at = this.#open.findLastIndex((one) => one.name === name);
    if (at >= 0) while (this.#open.length > at) this.#end();
  }

  #end(): void {
    const { close, wasEscaped } = this.#open.pop()!;
    if (close === 'macro') this.#out.endMacro();
    else this.#out.code(close);
    this.#out.close();
    this.#isEscaped = wasEscaped;
  }

  #for(rest: string): void {
    const said = loopOf(rest);
    if (said === undefined) return this.#push('for', '');
    const names = said.names.filter((name) => !isReserved(name));
    const end = said.iterated.search(/\s(?:if|recursive|limit|offset|reversed)\b/);
    const { code } = this.#convert(end < 0 ? said.iterated : said.iterated.slice(0, end));
    if (names.length === 0) return this.#push('for', '');
    const target = names.length === 1 ? names[0]! : `[${names.join(', ')}]`;
    this.#out.code(`for (let ${target} of ${code}) {\n`);
    this.#push('for', '}\n', names);
  }

  #set(rest: string): void {
    const said = /^([A-Za-z_]\w*)\s*=\s*(.+)$/s.exec(rest);
    if (said === null) return;
    const [, name = '', value = ''] = said;
    if (isReserved(name)) return;
    const { code, isSafe } = this.#convert(value);
    this.#out.names.add(name);
    this.#out.set(name);
    this.#out.code(`${name} = ${isSafe ? `(${code})` : code};\n`);
  }

  #with(rest: string): void {
    const asNamed = /^(.+)\s+as\s+([A-Za-z_]\w*)$/s.exec(rest);
    const said = asNamed === null ? rest : `${asNamed[2]} = ${asNamed[1]}`;
    const pairs = convertPairs(said, this.#out.names, this.#out.macros);
    const names = [...pairs.matchAll(/(?:^|, )([A-Za-z_]\w*): /g)].map(([, name]) => name!);
    const own = [...new Set(names)].filter((name) => !isReserved(name));
    if (own.length === 0) return this.#push('with', '');
    // A block's variables may be made of those around that are named the same.
    this.#out.code(`for (const { ${own.join(', ')} } of [{ ${pairs} }]) {\n`);
    this.#push('with', '}\n', own);
  }

  #macro(rest: string): void {
    const said = /^([A-Za-z_]\w*)\s*\(([^)]*)\)/s.exec(rest);
    const name = said?.[1];
    const params = said?.[2]!.split(',').flatMap((one) => /^\s*([A-Za-z_]\w*)/.exec(one)?.[1] ?? []) ?? [];
    const own = [...new Set(params)].filter((one) => !isReserved(one));
    const isOpened = name !== undefined && !isReserved(name) && this.#out.macro(name, own);
    this.#push('macro', isOpened ? 'macro' : '', own);
  }

  #include(rest: string, start: number, end: number): void {
    const said = /^(["'])([^"'\n]{1,200})\1(.*)$/s.exec(rest);
    if (said === null) return;
    const more = convertPairs(said[3]!, this.#out.names, this.#out.macros);
    this.#out.include(said[2]!, more, start, end, /\bonly\b/.test(said[3]!));
  }

  /** `{% import "forms.html" as forms %}`, `{% from "forms.html" import field as f %}`: what they give is markup. */
  #import(rest: string): void {
    const { macros, imports } = this.#out;
    const [, file, whole, some] =
      /^["']([^"'\n]{1,200})["']\s+(?:as\s+([A-Za-z_]\w*)|import\s+([\w\s,]+))/.exec(rest) ?? [];
    if (file === undefined) return;
    const from = ` from ${specifierOf(file)};\n`;
    const add = (name: string, clause: string): void => {
      if (isReserved(name) || macros.has(name)) return;
      macros.add(name);
      imports.push(`import ${clause}${from}`);
    };
    if (whole !== undefined) return add(whole, `* as ${whole}`);
    const list = some!.replace(/\swith(?:out)?\s+context\s*$/, '').split(',');
    for (const one of list) {
      const [, name, as] = /^\s*([A-Za-z_]\w*)(?:\s+as\s+([A-Za-z_]\w*))?\s*$/.exec(one) ?? [];
      if (name !== undefined && !isReserved(name)) add(as ?? name, `{ ${name} as ${as ?? name} }`);
    }
  }
}

function nextOpen(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    const kind = text[at + 1];
    if (kind === '{' || kind === '%' || kind === '#') return at;
  }
  return -1;
}

/** Behind what is put out: of `}}}` the last pair. */
function endOfOutput(text: string, from: number): number {
  const end = endOf(text, '}}', from);
  return end >= 0 && text[from] === '{' && text[end + 2] === '}' ? end + 1 : end;
}

/** Of a tag; a mark in a text with quotes is none, if a quote ends it soon. */
function endOf(text: string, mark: string, from: number): number {
  const first = text.indexOf(mark, from);
  if (first < 0 || mark === '#}') return first;
  for (let at = from; at < first + mostQuoted && at < text.length; at++) {
    const sign = text[at]!;
    if (sign === mark[0] && text.startsWith(mark, at)) return at;
    if (sign !== '"' && sign !== "'") continue;
    const end = text.slice(at + 1, at + mostQuoted).search(sign === '"' ? /["\n]/ : /['\n]/);
    if (end < 0 || text[at + 1 + end] === '\n') return first;
    at += end + 1;
  }
  return first;
}

const mostQuoted = 300;
const mostInside = 5000;

/** Without the marks, and the signs for white space beside them. */
function inside(text: string, start: number, end: number): string {
  const inner = text
    .slice(start + 2, end - 2)
    .replace(/^[-+~]|[-+~]$/g, '')
    .trim();
  if (inner.length > mostInside) throw new RangeError('too long');
  return inner;
}
