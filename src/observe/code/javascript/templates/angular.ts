import { type Attribute, isVoid, readTag, type Tag } from '../components/tags.ts';
import { isExpression, nameAll } from './tags.ts';
import type { TemplateWriter } from './writer.ts';

/**
 * Angular (angular.dev/guide/templates): what is bound is read of the component, given to pipes, and put into the properties of other components.
 * Angular itself makes harmless what it puts out; what does harm is what says that it is.
 */
export function writeAngular(text: string, out: TemplateWriter): void {
  const open: Open[] = [];
  const mark = /<!--|<\/?[A-Za-z]|\{\{|@(?:for|if|let)\b|[{}]/g;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const at = found.index;
    let end = mark.lastIndex;
    if (found[0] === '<!--') {
      const close = text.indexOf('-->', at);
      end = close < 0 ? text.length : close + 3;
    } else if (found[0] === '{{') {
      const close = text.indexOf('}}', at);
      end = close < 0 ? text.length : close + 2;
      evaluate(text.slice(at + 2, close < 0 ? end : close), at, end, out);
    } else if (found[0].startsWith('<')) {
      const tag = readTag(text, at, false);
      end = tag?.end ?? end;
      if (tag !== undefined) element(text, tag, open, out);
    } else end = block(text, at, found[0], open, out) ?? end;
    mark.lastIndex = end;
  }
  while (open.length > 0) out.code(open.pop()!.close);
}

interface Open {
  /** An element's name; `{` of a block. */
  readonly name: string;
  readonly close: string;
}

/** Beyond it nothing would be known of what belongs to what. */
const mostOpen = 1000;

/** @throws RangeError for what nests deeper */
function push(open: Open[], one: Open): void {
  if (open.length >= mostOpen) throw new RangeError('too deep');
  open.push(one);
}

function element(text: string, tag: Tag, open: Open[], out: TemplateWriter): void {
  if (tag.isClosing) {
    const at = open.findLastIndex(({ name }) => name === tag.name || name === '{');
    if (at < 0 || open[at]!.name === '{') return;
    while (open.length > at) out.code(open.pop()!.close);
    return;
  }
  let close = '';
  for (const attribute of tag.attributes)
    if (attribute.name.startsWith('*ng') && attribute.value !== undefined) close += structure(text, attribute, out);
  for (const attribute of tag.attributes) bind(text, tag, attribute, out);
  if (tag.isSelfClosing || isVoid(tag.name)) out.code(close);
  else push(open, { name: tag.name, close });
}

/** `*ngFor="let item of items; let i = index"`, `*ngIf="user$ | async as user"`: what ends it. */
function structure(text: string, { name, value }: Attribute, out: TemplateWriter): string {
  const said = text.slice(value!.start, value!.end);
  const [, item, rest] = /^\s*let\s+([A-Za-z_$][\w$]*)\s+of\s+([^;]+)/.exec(said) ?? [];
  if (name === '*ngFor' && item !== undefined)
    return loop(item, rest!.replace(/\s+as\s+[\w$]+\s*$/, ''), value!.start, out);
  const [, condition, as] = /^([^;]+?)[;\s]\s*as\s+([A-Za-z_$][\w$]*)/.exec(said) ?? [];
  return condition === undefined ? '' : naming(as!, condition, value!.start, out);
}

function loop(item: string, iterated: string, at: number, out: TemplateWriter): string {
  const code = expressionOf(iterated, out);
  if (code === undefined) return '';
  out.at(at);
  out.code(`for (const ${item} of (${code})) {\n`);
  return '}\n';
}

function naming(name: string, said: string, at: number, out: TemplateWriter): string {
  const code = expressionOf(said, out);
  if (code === undefined) return '';
  out.at(at);
  out.code(`{ const ${name} = (${code});\n`);
  return '}\n';
}

/** `@for (item of items; track item.id) {`, `@if (user(); as user) {`, `@let name = value;`, and braces. */
function block(text: string, at: number, mark: string, open: Open[], out: TemplateWriter): number | undefined {
  if (mark === '{') {
    push(open, { name: '{', close: '' });
    return undefined;
  }
  if (mark === '}') {
    const last = open.findLastIndex(({ name }) => name === '{');
    if (last >= 0) while (open.length > last) out.code(open.pop()!.close);
    return undefined;
  }
  const line = text.slice(at, at + 600);
  const [whole, name, value] = /^@let\s+([A-Za-z_$][\w$]*)\s*=([^;]+);/.exec(line) ?? [];
  if (whole !== undefined) {
    // It is to be there for what follows in the same block.
    push(open, { name: '@let', close: naming(name!, value!, at, out) });
    return at + whole.length;
  }
  const [head, item, iterated] = /^@for\s*\(\s*([A-Za-z_$][\w$]*)\s+of\s+([^;{]+);[^{]*\{/.exec(line) ?? [];
  const [conditional, condition, as] = /^@if\s*\(([^;{]+);\s*as\s+([A-Za-z_$][\w$]*)\s*\)\s*\{/.exec(line) ?? [];
  if (head === undefined && conditional === undefined) return undefined;
  const close = head === undefined ? naming(as!, condition!, at, out) : loop(item!, iterated!, at, out);
  push(open, { name: '{', close });
  return at + (head ?? conditional!).length;
}

/** `[property]="expression"`: of an element, or of a component that has such a tag. */
function bind(text: string, tag: Tag, { name, value }: Attribute, out: TemplateWriter): void {
  if (value === undefined) return;
  const said = text.slice(value.start, value.end);
  const property = /^(?:\[\(?|bind-)([\w.-]+)\)?\]?$/.exec(name)?.[1];
  if (property === undefined) {
    for (const [whole, inner] of said.matchAll(/\{\{([^{}]*)\}\}/g))
      evaluate(inner!, value.start + said.indexOf(whole), value.end, out);
    return;
  }
  const code = expressionOf(said, out);
  if (code === undefined) return;
  const isComponent = tag.name.includes('-') && /^[A-Za-z_]\w*$/.test(property);
  out.at(value.start);
  out.code(isComponent ? `${helperName(tag.name)}.${property} = (${code}` : `(${code}`);
  out.at(value.end);
  out.code(');\n');
}

function evaluate(said: string, start: number, end: number, out: TemplateWriter): void {
  const code = expressionOf(said, out);
  if (code === undefined) return;
  out.at(start);
  out.code(`(${code}`);
  out.at(end);
  out.code(');\n');
}

function expressionOf(said: string, out: TemplateWriter): string | undefined {
  if (said.length > 2000 || !/[A-Za-z_$]/.test(said)) return undefined;
  const code = new Pipes(said).read();
  if (!isExpression(code)) return undefined;
  nameAll(code, out.names);
  return code;
}

/** What stands for a component, a pipe, a filter or a helper of this name. */
export function helperName(name: string): string {
  return `$helper_${name.replaceAll(/\W/g, '_')}`;
}

/** `value | pipe: argument` as a call. */
class Pipes {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): string {
    return this.#level('');
  }

  #level(close: string): string {
    let code = '';
    let done = '';
    if (++this.#depth > 40) this.#at = this.#text.length;
    while (this.#at < this.#text.length) {
      const sign = this.#text[this.#at]!;
      if (sign === close) break;
      if ('([{'.includes(sign)) {
        this.#at++;
        const end = sign === '(' ? ')' : sign === '[' ? ']' : '}';
        code += sign + this.#level(end) + end;
        this.#at++;
      } else if (sign === '"' || sign === "'" || sign === '`') code += this.#quoted(sign);
      else if (sign === ',') {
        done += `${code},`;
        code = '';
        this.#at++;
      } else if (sign === '|' && this.#text[this.#at + 1] !== '|' && this.#text[this.#at - 1] !== '|')
        code = this.#pipe(code, close);
      else {
        code += sign;
        this.#at++;
      }
    }
    this.#depth--;
    return done + code;
  }

  #pipe(value: string, close: string): string {
    const name = /\|\s*([A-Za-z_$][\w$]*)\s*/y;
    name.lastIndex = this.#at;
    const found = name.exec(this.#text);
    if (found === null) {
      this.#at++;
      return value;
    }
    this.#at = name.lastIndex;
    const args = [value];
    while (this.#text[this.#at] === ':') {
      this.#at++;
      let arg = '';
      for (let sign = this.#text[this.#at]; sign !== undefined; sign = this.#text[this.#at]) {
        if (sign === close || sign === ':' || sign === '|' || sign === ',') break;
        if (sign === '"' || sign === "'") arg += this.#quoted(sign);
        else if ('([{'.includes(sign)) {
          this.#at++;
          const end = sign === '(' ? ')' : sign === '[' ? ']' : '}';
          arg += sign + this.#level(end) + end;
          this.#at++;
        } else {
          arg += sign;
          this.#at++;
        }
      }
      args.push(arg);
    }
    return `${helperName(found[1]!)}(${args.join(', ')})`;
  }

  #quoted(quote: string): string {
    const from = this.#at++;
    while (this.#at < this.#text.length && this.#text[this.#at] !== quote)
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at++;
    return this.#text.slice(from, this.#at);
  }
}
