import { Op } from './ir.ts';
import type { SsaState } from './ssa.ts';

/** The code that was made so far, as far as tests are looked into. */
export interface CodeView {
  /** How many values there are. */
  readonly size: number;
  opcode(value: number): number;
  /** Operand a (1), b (2) or c (3). */
  operand(value: number, which: 1 | 2 | 3): number;
  pooled(place: number): number;
  textOf(text: number): string;
}

/** Looks into tests: below a fork, everything that its test is about carries a `Guard`. */
export class Tests {
  readonly #ssa: SsaState;
  readonly #function: CodeView;

  constructor(ssa: SsaState, builder: CodeView) {
    this.#ssa = ssa;
    this.#function = builder;
  }

  /** From here on the test is true (1) or false (0). */
  assume(test: number, truth: number): void {
    if (!this.#ssa.reachable) return;
    const builder = this.#function;
    const open: { value: number; truth: number }[] = [{ value: test, truth }];
    let parts = 0;
    for (let next = open.pop(); next !== undefined && parts++ < 2 * mostParts; next = open.pop()) {
      const { value, truth: holds } = next;
      const op = builder.opcode(value);
      const operator = op === Op.Binary || op === Op.Unary ? builder.textOf(builder.operand(value, 3)) : '';
      if (op === Op.Unary && operator === '!') open.push({ value: builder.operand(value, 1), truth: 1 - holds });
      else if (op === Op.Binary && operator === (holds === 1 ? '&&' : '||')) {
        open.push(
          { value: builder.operand(value, 2), truth: holds },
          { value: builder.operand(value, 1), truth: holds },
        );
      } else if (op === Op.Binary && operator === (holds === 1 ? '||' : '&&')) {
        for (const root of this.#mentionedByEach(value, operator)) this.#ssa.know(root, value, holds);
      } else if (op === Op.Const) {
        if (isKnown(builder, value) === 1 - holds) this.#ssa.reachable = false;
      } else {
        const roots = new Set<number>();
        this.#mentioned(value, 0, roots);
        for (const root of roots) this.#ssa.know(root, value, holds);
      }
    }
  }

  /** From here on a call that would have thrown otherwise has come to its end: what it was given is known by that. */
  completed(call: number): void {
    if (!this.#ssa.reachable) return;
    const builder = this.#function;
    const at = builder.opcode(call) === Op.Await ? builder.operand(call, 1) : call;
    if (builder.opcode(at) !== Op.Call) return;
    const roots = new Set<number>();
    this.#mentioned(at, 0, roots);
    for (const root of roots) this.#ssa.know(root, at, 2);
  }

  /** Of `a || b || c`, one of which is true: what all of them are about. */
  #mentionedByEach(test: number, operator: string): Set<number> {
    const builder = this.#function;
    const open = [test];
    let common: Set<number> | undefined;
    let parts = 0;
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      const op = builder.opcode(value);
      if (op === Op.Binary && builder.textOf(builder.operand(value, 3)) === operator) {
        open.push(builder.operand(value, 1), builder.operand(value, 2));
        continue;
      }
      const roots = new Set<number>();
      this.#mentioned(value, 0, roots);
      common ??= roots;
      for (const root of common) if (!roots.has(root)) common.delete(root);
      if (++parts === mostParts || common.size === 0) break;
    }
    return common ?? new Set();
  }

  /** What an atomic test is about: its operands, receivers and arguments, what their lengths and types are asked of, down to five levels. */
  #mentioned(value: number, level: number, roots: Set<number>): void {
    const builder = this.#function;
    const root = this.#ssa.rootOf(value);
    const op = builder.opcode(root);
    if (op === Op.Const || op === Op.Function || op === Op.Class || op === Op.Import || op === Op.Global) return;
    // What an operator gives is asked for once, but for texts and choices, which variables hold.
    const operator = op === Op.Binary ? builder.textOf(builder.operand(root, 3)) : '';
    const isEither = operator === '||' || operator === '??';
    if (isEither || operator === '+' || (op !== Op.Binary && op !== Op.Unary)) roots.add(root);
    if (level === deepest || roots.size > mostParts) return;
    const next = level + 1;
    const each = (operand: number): void => this.#mentioned(operand < 0 ? -1 - operand : operand, next, roots);
    if (op === Op.Binary) {
      // `x || y` stands for one of the two.
      this.#mentioned(builder.operand(root, 1), isEither ? level : next, roots);
      this.#mentioned(builder.operand(root, 2), isEither ? level : next, roots);
    } else if (op === Op.Unary) this.#mentioned(builder.operand(root, 1), level, roots);
    else if (op === Op.Await || op === Op.Typed || op === Op.Element) each(builder.operand(root, 1));
    else if (op === Op.LoadAt) each(builder.operand(root, 2));
    else if (op === Op.Load) {
      const name = builder.textOf(builder.operand(root, 2));
      if (aspects.has(name)) each(builder.operand(root, 1));
    } else if (op === Op.Phi) {
      // `parts.hostname or ''`; not a loop's, whose operands come later.
      const from = builder.operand(root, 1);
      const count = builder.operand(root, 2);
      if (count > 3) return;
      for (let at = 0; at < count; at++) if (builder.pooled(from + at) < root) each(builder.pooled(from + at));
    } else if (op === Op.Call) {
      const from = builder.operand(root, 1);
      const receiver = builder.pooled(from + 1);
      if (receiver >= 0) each(receiver);
      const count = Math.min(builder.pooled(from + 2), mostArguments);
      for (let at = 0; at < count; at++) each(builder.pooled(from + 3 + at));
    } else if (op === Op.Array || op === Op.Template) {
      const count = Math.min(builder.operand(root, 2), mostArguments);
      for (let at = 0; at < count; at++) each(builder.pooled(builder.operand(root, 1) + at));
    }
  }
}

/** Members that tell something of the whole: a test of them is one of what they are asked of. */
const aspects = new Set([
  'length',
  'size',
  'hostname',
  'host',
  'origin',
  'protocol',
  'netloc',
  'scheme',
  'parents',
  'is_global',
  'is_private',
]);

const deepest = 5;
const mostParts = 64;
const mostArguments = 8;

/** Whether a constant is true (1) or false (0). */
function isKnown(builder: CodeView, value: number): number {
  const kind = builder.operand(value, 2);
  const text = builder.textOf(builder.operand(value, 1));
  if (kind === 0) return text === '' ? 0 : 1;
  if (kind === 1) return Number(text) === 0 ? 0 : 1;
  return kind === 3 || kind === 4 || kind === 5 ? 0 : 1;
}
