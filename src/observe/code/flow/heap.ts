import type { ClassNode, FunctionNode, ModuleNode } from './nodes.ts';
import { equal, join, nothing, type Value } from './value.ts';

/** What one function puts into a cell. A later evaluation of the function puts another in its place. */
export interface Contribution {
  readonly cell: Cell;
  value: Value;
  /** What it was in the evaluation before. */
  before: Value;
  epoch: number;
}

/** Cells are many: until one is written, its lists are these. */
const noContributions: Contribution[] = [];
const noOwners: FunctionNode[] = [];
const fewReaders = 12;

/** A place that holds a value, with who wrote it and who must look again when it changes. */
export class Cell {
  value: Value = nothing;
  contributions: Contribution[] = noContributions;
  owners: FunctionNode[] = noOwners;
  #lastReader: FunctionNode | undefined;
  #readers: FunctionNode[] | Set<FunctionNode> | undefined;

  read(by: FunctionNode): Value {
    if (this.#lastReader !== by) this.#addReader(by);
    return this.value;
  }

  #addReader(by: FunctionNode): void {
    const last = this.#lastReader;
    this.#lastReader = by;
    if (last === undefined) return;
    const readers = this.#readers;
    if (readers === undefined) this.#readers = [last, by];
    else if (readers instanceof Set) readers.add(by);
    else if (!readers.includes(by)) {
      readers.push(by);
      if (readers.length > fewReaders) this.#readers = new Set(readers);
    }
  }

  write(by: FunctionNode, value: Value, queue: FunctionNode[]): void {
    if (value === nothing) return;
    const at = this.owners.length === 1 ? (this.owners[0] === by ? 0 : -1) : this.owners.indexOf(by);
    if (at < 0) {
      const contribution = { cell: this, value, before: nothing, epoch: by.epoch };
      if (this.owners === noOwners) {
        this.owners = [by];
        this.contributions = [contribution];
      } else {
        this.owners.push(by);
        this.contributions.push(contribution);
      }
      by.written.push(contribution);
      this.#grow(value, queue);
      return;
    }
    const own = this.contributions[at]!;
    if (own.epoch !== by.epoch) {
      own.epoch = by.epoch;
      own.before = own.value;
      own.value = value;
      by.written.push(own);
      this.#grow(value, queue);
      return;
    }
    const joined = join(own.value, value);
    if (joined === own.value) return;
    own.value = joined;
    this.#grow(value, queue);
  }

  #grow(value: Value, queue: FunctionNode[]): void {
    const joined = join(this.value, value);
    if (joined === this.value) return;
    this.value = joined;
    this.#notify(queue);
  }

  /** What a function put in is gone. */
  drop(contribution: Contribution, queue: FunctionNode[]): void {
    const at = this.contributions.indexOf(contribution);
    if (at < 0) return;
    this.contributions.splice(at, 1);
    this.owners.splice(at, 1);
    this.shrink(queue);
  }

  /** Some contribution says less than before. */
  shrink(queue: FunctionNode[]): void {
    let value = nothing;
    for (const contribution of this.contributions) value = join(value, contribution.value);
    if (equal(value, this.value)) return;
    this.value = value;
    this.#notify(queue);
  }

  #notify(queue: FunctionNode[]): void {
    const last = this.#lastReader;
    if (last === undefined) return;
    if (this.#readers === undefined) push(last, queue);
    else for (const reader of this.#readers) push(reader, queue);
  }
}

function push(reader: FunctionNode, queue: FunctionNode[]): void {
  if (reader.isQueued || reader.isGone) return;
  reader.isQueued = true;
  queue.push(reader);
}

export type ObjectKind =
  | 'plain'
  | 'array'
  | 'function'
  | 'class'
  | 'instance'
  | 'prototype'
  | 'bound'
  | 'resolver'
  | 'module'
  | 'other';

/** An object of the program, one for each place that makes it (an instance: one for each class). */
export class HeapObject {
  readonly id: number;
  readonly kind: ObjectKind;
  readonly function: FunctionNode | undefined;
  readonly class: ClassNode | undefined;
  readonly module: ModuleNode | undefined;
  readonly fields = new Map<string, Cell>();
  /** Elements, and members of unknown name. */
  readonly any = new Cell();
  /** What it has its other members from: prototypes, spread objects, what was assigned to it. Of a bound function: its target. */
  readonly from = new Cell();
  /** A bound function: what it is called on. */
  readonly receiver = new Cell();

  constructor(
    id: number,
    kind: ObjectKind,
    of: { function?: FunctionNode | undefined; class?: ClassNode | undefined; module?: ModuleNode | undefined } = {},
  ) {
    this.id = id;
    this.kind = kind;
    this.function = of.function;
    this.class = of.class;
    this.module = of.module;
  }

  field(name: string): Cell {
    let cell = this.fields.get(name);
    if (cell === undefined) {
      // Beyond so many names they are one: a table, whose names say nothing.
      if (this.fields.size >= 400) return this.any;
      cell = new Cell();
      this.fields.set(name, cell);
    }
    return cell;
  }
}
