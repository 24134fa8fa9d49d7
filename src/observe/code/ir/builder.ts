import type { ClassIr, FunctionIr, MemberIr, ModuleIr } from './ir.ts';
import { FunctionBuilder, type FunctionHead, type ModuleParts } from './function-builder.ts';
import type { Variable } from './variable.ts';

export interface ClassHead {
  readonly name: string;
  readonly owner: FunctionBuilder;
  readonly bases: readonly number[];
  readonly decorators: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Makes the `ModuleIr` of one file, for the front end of any language. A front end opens the top level first, then each function when it
 * comes to it (inner functions while the outer one is still open), and fills it by calling the methods of its `FunctionBuilder`.
 */
export class ModuleBuilder implements ModuleParts {
  readonly language: ModuleIr['language'];
  readonly #lines: number[];
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #requests: number[] = [];
  readonly #requested = new Set<number>();
  readonly #functions: FunctionBuilder[] = [];
  readonly #classes: (ClassIr & { members: MemberIr[]; bases: number[]; decorators: number[] })[] = [];
  readonly #outer: { builder: FunctionBuilder; at: number; variable: Variable | undefined }[] = [];

  constructor(language: ModuleIr['language'], text: string) {
    this.language = language;
    this.#lines = lineStarts(text);
  }

  /** The number under which the module keeps the text. */
  text(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#texts.push(text);
      this.#numbers.set(text, number);
    }
    return number;
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }

  /** Notes a module that the code names; gives the specifier's text. */
  request(specifier: string): number {
    const text = this.text(specifier);
    if (!this.#requested.has(text)) {
      this.#requested.add(text);
      this.#requests.push(text);
    }
    return text;
  }

  open(head: FunctionHead): FunctionBuilder {
    const parent = head.class === undefined ? head.owner?.symbol : this.textOf(this.#classes[head.class]!.symbol);
    const builder = new FunctionBuilder(this, this.#functions.length, head, under(parent, head.name));
    this.#functions.push(builder);
    return builder;
  }

  /** A class's number. Its members are added as they are lowered. */
  class(head: ClassHead): number {
    this.#classes.push({
      name: this.text(head.name),
      symbol: this.text(under(head.owner.symbol, head.name)),
      owner: head.owner.id,
      bases: [...head.bases],
      decorators: [...head.decorators],
      members: [],
      start: head.start,
      end: head.end,
    });
    return this.#classes.length - 1;
  }

  member(ofClass: number, member: { name: string; function: number; kind: MemberIr['kind']; static: boolean }): void {
    this.#classes[ofClass]!.members.push({ ...member, name: this.text(member.name) });
  }

  /** For `FunctionBuilder`: its value at `at` is a value, or what a variable will be, of an outer function. */
  outer(builder: FunctionBuilder, at: number, variable?: Variable): void {
    this.#outer.push({ builder, at, variable });
  }

  /** When all functions are finished. `place`: puts another offset in the place of each that code stands at. */
  finish(place?: (at: number) => number): ModuleIr {
    for (const { builder, at, variable } of this.#outer) {
      const owner = this.#functions[builder.operand(at, 1)]!;
      builder.setOuter(at, variable === undefined ? owner.resolve(builder.operand(at, 2)) : variable.lastValue());
    }
    for (const one of this.#classes) {
      const owner = this.#functions[one.owner]!;
      one.bases = one.bases.map((value) => owner.resolve(value));
      one.decorators = one.decorators.map((value) => owner.resolve(value));
    }
    const functions: FunctionIr[] = this.#functions.map((one) => one.finish(place));
    return {
      language: this.language,
      texts: this.#texts,
      functions,
      classes: this.#classes,
      lines: this.#lines,
      requests: this.#requests,
    };
  }
}

function under(parent: string | undefined, name: string): string {
  if (parent === undefined || parent === '') return name;
  // A tower of functions in functions would have names that grow with the square of it.
  return parent.length > 300 ? name : `${parent}.${name}`;
}

function lineStarts(text: string): number[] {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  return lines;
}
