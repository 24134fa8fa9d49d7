import { ConstKind, Op } from './ir.ts';
import { type Folded, foldBinary, foldTemplate, foldUnary } from './folding.ts';
import type { CodeView } from './tests.ts';

/** The texts of the module that a function stands in. */
export interface ModuleTexts {
  readonly language: 'javascript' | 'python';
  text(text: string): number;
  textOf(number: number): string;
  /** Notes a module that the code names. */
  request(specifier: string): number;
}

/** In objects, markup and keyword arguments: [a name, V] · [undefined, V] spread · [a value, V] computed key. */
export type Pair = readonly [name: string | number | undefined, value: number];

export const choices: ReadonlySet<string> = new Set(['&&', '||', '??']);

/** Writes a function's code: values that are told by their operands alone. `start` and `end` are UTF-16 offsets of the code that they stand for. */
export class CodeWriter implements CodeView {
  protected readonly texts: ModuleTexts;
  protected readonly code: number[] = [];
  protected readonly pool: number[] = [];

  constructor(texts: ModuleTexts) {
    this.texts = texts;
  }

  const(text: string, kind: number, start: number, end: number, flags?: string): number {
    return this.emit(
      Op.Const,
      this.texts.text(text),
      kind,
      flags === undefined ? 0 : this.texts.text(flags),
      start,
      end,
    );
  }

  arguments(start: number, end: number): number {
    return this.emit(Op.Arguments, 0, 0, 0, start, end);
  }

  /** `dynamic`: `import()`, or a `require` that is not at the top. */
  import(specifier: string, name: string, dynamic: boolean, start: number, end: number): number {
    return this.emit(Op.Import, this.texts.request(specifier), this.texts.text(name), dynamic ? 1 : 0, start, end);
  }

  object(pairs: readonly Pair[], start: number, end: number): number {
    const from = this.pool.length;
    this.#pushPairs(pairs);
    return this.emit(Op.Object, from, pairs.length, 0, start, end);
  }

  /** Values; a spread one is `spread(V)`. */
  array(items: readonly number[], start: number, end: number): number {
    return this.#pooled(Op.Array, items, 0, start, end);
  }

  function(inner: { readonly id: number }, start: number, end: number): number {
    return this.emit(Op.Function, inner.id, 0, 0, start, end);
  }

  class(number: number, start: number, end: number): number {
    return this.emit(Op.Class, number, 0, 0, start, end);
  }

  /** `receiver` -1 for none; arguments as in `array`; keyword arguments by name, undefined for `**more`. */
  call(
    callee: number,
    receiver: number,
    args: readonly number[],
    start: number,
    end: number,
    flags = 0,
    keywords: readonly Pair[] = [],
  ): number {
    const pool = this.pool;
    const from = pool.length;
    pool.push(callee, receiver, args.length);
    for (let at = 0; at < args.length; at++) pool.push(args[at]!);
    if (keywords.length > 0) this.#pushPairs(keywords);
    return this.emit(Op.Call, from, pool.length - from, flags, start, end);
  }

  binary(left: number, operator: string, right: number, start: number, end: number): number {
    if (this.code[left * 6] === Op.Const) {
      const [a, b] = [this.folded(left), this.folded(right)];
      // Which of both a choice gives is told by the first alone.
      if (a !== undefined && choices.has(operator)) {
        const isFirst = foldBinary(a, operator, { text: '', kind: -1 }) === a;
        return isFirst ? left : right;
      }
      const whole = a === undefined || b === undefined ? undefined : foldBinary(a, operator, b);
      if (whole !== undefined) return this.const(whole.text, whole.kind, start, end);
    }
    return this.emit(Op.Binary, left, right, this.texts.text(operator), start, end);
  }

  unary(operator: string, operand: number, start: number, end: number): number {
    const constant = this.folded(operand);
    const whole = constant === undefined ? undefined : foldUnary(operator, constant);
    if (whole !== undefined) return this.const(whole.text, whole.kind, start, end);
    return this.emit(Op.Unary, operand, 0, this.texts.text(operator), start, end);
  }

  template(parts: readonly number[], start: number, end: number): number {
    if (parts.every((part) => this.code[part * 6] === Op.Const)) {
      const whole = foldTemplate(parts.map((part) => this.folded(part)!));
      if (whole !== undefined) return this.const(whole.text, whole.kind, start, end);
    }
    return this.#pooled(Op.Template, parts, 0, start, end);
  }

  phi(operands: readonly number[], start: number, end: number): number {
    return this.#pooled(Op.Phi, operands, 0, start, end);
  }

  /** The constant that a value is. */
  protected folded(value: number): Folded | undefined {
    const { code } = this;
    if (code[value * 6] !== Op.Const) return undefined;
    return { text: this.texts.textOf(code[value * 6 + 1]!), kind: code[value * 6 + 2]! };
  }

  await(value: number, start: number, end: number): number {
    return this.emit(Op.Await, value, 0, 0, start, end);
  }

  yield(value: number, start: number, end: number): number {
    return this.emit(Op.Yield, value, 0, 0, start, end);
  }

  element(iterated: number, start: number, end: number): number {
    return this.emit(Op.Element, iterated, 0, 0, start, end);
  }

  key(object: number, start: number, end: number): number {
    return this.emit(Op.Key, object, 0, 0, start, end);
  }

  rest(value: number, without: readonly string[], start: number, end: number): number {
    const from = this.pool.length;
    for (const name of without) this.pool.push(this.texts.text(name));
    return this.emit(Op.Rest, value, from, without.length, start, end);
  }

  typed(value: number, type: string, asserted: boolean, start: number, end: number): number {
    return this.emit(Op.Typed, value, this.texts.text(type), asserted ? 1 : 0, start, end);
  }

  /** A value that is given to a variable whose name tells something. */
  named(value: number, name: string, start: number, end: number): number {
    return this.emit(Op.Typed, value, this.texts.text(name), 2, start, end);
  }

  /** What a context manager gives that is entered: itself, where it does not say otherwise. */
  entered(manager: number, method: string, start: number, end: number): number {
    return this.emit(Op.Typed, manager, this.texts.text(method), 3, start, end);
  }

  /** Pairs as in `object`; children are named `children`. */
  markup(tag: number, pairs: readonly Pair[], start: number, end: number): number {
    const from = this.pool.length;
    this.pool.push(tag);
    this.#pushPairs(pairs);
    return this.emit(Op.Markup, from, this.pool.length - from, 0, start, end);
  }

  other(parts: readonly number[], start: number, end: number): number {
    return this.#pooled(Op.Other, parts, 0, start, end);
  }

  /** `block`: the first value of the block whose handler it is. */
  caught(thrown: readonly number[], block: number, start: number, end: number): number {
    return this.#pooled(Op.Caught, thrown, block, start, end);
  }

  export(name: string, value: number, start: number, end: number): void {
    this.emit(Op.Export, this.texts.text(name), value, 0, start, end);
  }

  exportAll(specifier: string, start: number, end: number): void {
    this.emit(Op.ExportAll, this.texts.request(specifier), 0, 0, start, end);
  }

  delete(value: number, name: string | undefined, start: number, end: number): void {
    this.emit(Op.Delete, value, name === undefined ? -1 : this.texts.text(name), 0, start, end);
  }

  /** How many values there are. */
  get size(): number {
    return this.code.length / 6;
  }

  // For `Control`, which looks at what tests are made of.

  opcode(value: number): number {
    return this.code[value * 6]!;
  }

  /** Operand a (1), b (2) or c (3). */
  operand(value: number, which: 1 | 2 | 3): number {
    return this.code[value * 6 + which]!;
  }

  pooled(place: number): number {
    return this.pool[place]!;
  }

  textOf(text: number): string {
    return this.texts.textOf(text);
  }

  setOuter(value: number, of: number): void {
    if (of >= 0) this.code[value * 6 + 2] = of;
    else {
      this.code[value * 6] = Op.Const;
      this.code[value * 6 + 1] = this.texts.text('undefined');
      this.code[value * 6 + 2] = ConstKind.undefined;
    }
  }

  protected emit(op: number, a: number, b: number, c: number, start: number, end: number): number {
    return (this.code.push(op, a, b, c, start, end) - 6) / 6;
  }

  #pooled(op: number, values: readonly number[], c: number, start: number, end: number): number {
    const from = this.pool.length;
    for (let at = 0; at < values.length; at++) this.pool.push(values[at]!);
    return this.emit(op, from, values.length, c, start, end);
  }

  #pushPairs(pairs: readonly Pair[]): void {
    for (let at = 0; at < pairs.length; at++) {
      const [name, value] = pairs[at]!;
      this.pool.push(name === undefined ? -1 : typeof name === 'number' ? -2 - name : this.texts.text(name), value);
    }
  }

  protected setPool(phi: number, operands: readonly number[]): void {
    this.code[phi * 6 + 1] = this.pool.length;
    this.code[phi * 6 + 2] = operands.length;
    for (const operand of operands) this.pool.push(operand);
  }
}
