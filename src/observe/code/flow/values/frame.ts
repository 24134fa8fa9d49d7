import type { HeapObject } from './heap.ts';
import { Op } from '../../ir/ir.ts';
import type { Mask } from '../models/masks.ts';
import type { Models } from '../models/models.ts';
import type { FunctionNode } from './nodes.ts';
import type { Solver } from '../solver/solver.ts';
import { type Labels, nothing, ofLabels, unknown, type Value } from './value.ts';

/** One evaluation of a function: its code, and the values so far. */
export class Frame {
  readonly solver: Solver;
  readonly function: FunctionNode;
  readonly models: Models;
  readonly code: readonly number[];
  readonly pool: readonly number[];
  readonly texts: readonly string[];
  readonly values: Value[];
  /** How many evaluations this one stands in. */
  readonly depth: number;
  /** The value that is being made. */
  at = 0;
  /** How many objects may still be looked into for it: objects hold objects, in circles too. */
  fuel = 0;

  constructor(solver: Solver, of: FunctionNode, depth: number) {
    this.solver = solver;
    this.function = of;
    this.models = solver.modelsFor(of.module.ir.language);
    this.code = of.ir.code;
    this.pool = of.ir.pool;
    this.texts = of.module.ir.texts;
    // An array of Array.from would be as slow as the evaluation itself.
    this.values = [];
    this.values.length = this.code.length / 6;
    this.depth = depth;
  }

  value(at: number): Value {
    return this.values[at] ?? nothing;
  }

  op(at: number): number {
    return this.code[at * 6]!;
  }

  a(at: number): number {
    return this.code[at * 6 + 1]!;
  }

  b(at: number): number {
    return this.code[at * 6 + 2]!;
  }

  c(at: number): number {
    return this.code[at * 6 + 3]!;
  }

  text(number: number): string {
    return this.texts[number] ?? '';
  }

  /** The value that a guard, an assertion of a type or a wait stands for. */
  root(at: number): number {
    let value = at;
    for (let hops = 0; hops < 40; hops++) {
      const op = this.op(value);
      if (op !== Op.Guard && op !== Op.Typed && op !== Op.Await) break;
      value = this.a(value);
    }
    return value;
  }

  write(cell: { write: HeapObject['any']['write'] }, value: Value): void {
    cell.write(this.function, value, this.solver.queue);
  }

  /** Labels of this function are passed to a parameter. */
  connect(labels: Labels, to: number, value: number): void {
    for (let i = 0; i < labels.length; i += 2)
      this.solver.labels.connect(labels[i]!, labels[i + 1]!, to, this.function, this.at, value);
  }

  /** A value that comes from a source, here. */
  source(kind: string, note: string, mask: Mask): Value {
    return ofLabels([this.solver.labels.source(this.function, this.at, kind, note), mask]);
  }

  hit(
    kind: string,
    value: number,
    labels: Labels,
    needs: readonly { labels: Labels; kinds: readonly string[] | undefined }[],
  ): void {
    if (labels.length === 0) return;
    this.function.hits.push({ at: this.at, value, kind, labels, needs });
  }

  /** Known of a call whose result nobody knows. */
  get unknown(): Value {
    return unknown;
  }
}
