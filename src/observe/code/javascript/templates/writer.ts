import type { JsxWriter } from '../components/writer.ts';
import { OutOfTime } from '../lowering.ts';
import { HtmlReader } from './html-place.ts';

interface Section {
  text: string;
  readonly pieces: JsxWriter['pieces'];
}

/** Names that are given to other templates, over all of these. */
const mostGiven = 50_000;

/**
 * A template written down as the body of a function: each thing that it puts out is returned, in `$put(…)` where the engine escapes it, in `$raw(…)`
 * where it is put out as it is. What
 * stands where escaping does not suffice is also given to `$script` or `$address`, which models know as sinks.
 */
export class TemplateWriter {
  readonly #body: Section = { text: '', pieces: [] };
  /** Functions of the template that others may import. */
  readonly #macros: Section = { text: '', pieces: [] };
  #section = this.#body;
  /** Names that the template may read of what it is given. */
  readonly names = new Set<string>();
  /** Names that stand for functions of templates. */
  readonly macros = new Set<string>();
  /** Import statements. */
  readonly imports: string[] = [];
  html = new HtmlReader();
  /** Other templates: what they are called by. */
  readonly #others = new Map<string, number>();
  /** Variables of loops around, and what was set: others see them too. */
  readonly #locals: Set<string>[] = [new Set()];
  readonly #deadline: number;
  #given = 0;

  /** @throws OutOfTime behind the deadline, RangeError for what would be written out without bound */
  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  get isEmpty(): boolean {
    return this.#body.text === '' && this.#macros.text === '';
  }

  /** The module's text, with where its parts stood. */
  written(parameters: string): { readonly text: string; readonly pieces: JsxWriter['pieces'] } {
    const imports = this.imports.join('');
    const head = `${imports}${this.#macros.text}export function render(locals, $put, $at${parameters}) {{\n`;
    return {
      text: `${head}${this.#body.text}\n}}\n`,
      pieces: [...move(this.#macros, imports.length), ...move(this.#body, head.length)],
    };
  }

  /** Code of our own. */
  code(text: string): void {
    this.#section.text += text;
  }

  /** What follows stands at this place of the file. */
  at(offset: number): void {
    this.#section.pieces.push([this.#section.text.length, offset, 0]);
  }

  /** A part of the file that is code as it stands. */
  copy(source: string, start: number, end: number): void {
    this.#section.pieces.push([this.#section.text.length, start, end - start]);
    this.#section.text += source.slice(start, end);
    this.at(end);
  }

  /** An expression is put out, between two offsets of the file. */
  put(expression: string, start: number, end: number, isRaw: boolean): void {
    if (performance.now() > this.#deadline) throw new OutOfTime();
    const { place } = this.html;
    this.code('if ($at) ');
    this.at(start);
    this.code(`return ${isRaw ? '$raw(' : '$put('}${expression}`);
    this.at(end);
    this.code(');\n');
    if (!isRaw && (place === 'script' || place === 'bare')) this.#sink('$script', expression, start, end);
    if (!isRaw && place === 'address') this.#sink('$address', expression, start, end);
    this.html.put();
  }

  #sink(name: string, expression: string, start: number, end: number): void {
    this.at(start);
    this.code(`${name}(${expression})`);
    this.at(end);
    this.code(';\n');
  }

  /** Another template is put here, with what this one is given and more (`a: b`). */
  include(name: string, more: string, start: number, end: number, isAlone = false): void {
    const given = isAlone ? [] : ['...locals', ...new Set(this.#locals.flatMap((names) => [...names]))];
    if ((this.#given += given.length) > mostGiven) throw new RangeError('too much is given to other templates');
    this.code('if ($at) ');
    this.at(start);
    this.code(`return ${this.#other(name)}({ ${[...given, ...(more === '' ? [] : [more])].join(', ')} }, $put)`);
    this.at(end);
    this.code(';\n');
  }

  /** What another template's function is called here. */
  #other(name: string): string {
    let number = this.#others.get(name);
    if (number === undefined) {
      number = this.#others.size;
      this.#others.set(name, number);
      this.imports.push(`import { render as $other${number} } from ${specifierOf(name)};\n`);
    }
    return `$other${number}`;
  }

  /** A block with variables of its own. */
  open(locals: readonly string[] = []): void {
    this.#locals.push(new Set(locals));
  }

  close(): void {
    if (this.#locals.length > 1) this.#locals.pop();
  }

  set(name: string): void {
    this.#locals.at(-1)?.add(name);
  }

  /** A function of the template, until `endMacro`; false inside another one. */
  macro(name: string, parameters: readonly string[]): boolean {
    if (this.#section === this.#macros || this.macros.has(name)) return false;
    this.macros.add(name);
    this.#section = this.#macros;
    this.code(`export function ${name}(${parameters.join(', ')}) { const $put = $escape, $at = $escape;\n`);
    return true;
  }

  endMacro(): void {
    this.code('}\n');
    this.#section = this.#body;
  }
}

function move({ pieces }: Section, by: number): JsxWriter['pieces'] {
  return pieces.map(([at, from, length]) => [at + by, from, length] as const);
}

export function specifierOf(name: string): string {
  return JSON.stringify(`template:${name}`);
}
