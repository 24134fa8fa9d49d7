import type { ClassNode, FunctionNode, ModuleNode } from './nodes.ts';
import { equal, join, nothing, type Value } from './value.ts';

/** What one function puts into a cell. A later evaluation of the function puts another in its place. */
export interface Contribution {
  readonly cell: Cell;
  readonly by: FunctionNode;
  value: Value;
  /** What it was in the evaluation before. */
  before: Value;
  epoch: number;
}

/** Cells are many: until one is written, its lists are these. */
const noContributions: Contribution[] = [];
/** From so many on, writers are found in a table, and readers are noted without a look at who is there. */
const few = 12;

/** A place that holds a value, with who wrote it and who must look again when it changes. */
export class Cell {
  value: Value = nothing;
  /** In the order in which they came. */
  contributions: Contribution[] = noContributions;
  private byWriter: Map<FunctionNode, Contribution> | undefined = undefined;
  private lastReader: FunctionNode | undefined = undefined;
  /** Beyond a few, some stand in it more than once. */
  private readers: FunctionNode[] | undefined = undefined;
  private mostReaders = 64;

  read(by: FunctionNode): Value {
    if (this.lastReader !== by) this.addReader(by);
    return this.value;
  }

  /** Who read the other has read this too. */
  isReadAs(other: Cell): void {
    this.lastReader = other.lastReader;
    this.readers = other.readers === undefined ? undefined : [...other.readers];
    this.mostReaders = other.mostReaders;
  }

  private addReader(by: FunctionNode): void {
    const last = this.lastReader;
    this.lastReader = by;
    if (last === undefined) return;
    const { readers } = this;
    if (readers === undefined) this.readers = [last, by];
    else if (readers.length > few) {
      readers.push(by);
      if (readers.length >= this.mostReaders) {
        this.readers = [...new Set(readers)];
        this.mostReaders = Math.max(64, this.readers.length * 2);
      }
    } else if (!readers.includes(by)) readers.push(by);
  }

  private contributionOf(by: FunctionNode): Contribution | undefined {
    const { contributions } = this;
    if (contributions.length > few) {
      if (this.byWriter === undefined) {
        this.byWriter = new Map();
        for (const each of contributions) this.byWriter.set(each.by, each);
      }
      return this.byWriter.get(by);
    }
    for (let at = 0; at < contributions.length; at++) if (contributions[at]!.by === by) return contributions[at];
    return undefined;
  }

  write(by: FunctionNode, value: Value, queue: FunctionNode[]): void {
    if (value === nothing) return;
    const own = this.contributionOf(by);
    if (own === undefined) {
      const contribution: Contribution = { cell: this, by, value, before: nothing, epoch: by.epoch };
      if (this.contributions === noContributions) this.contributions = [contribution];
      else this.contributions.push(contribution);
      this.byWriter?.set(by, contribution);
      by.written.push(contribution);
      this.grow(value, queue);
      return;
    }
    if (own.epoch !== by.epoch) {
      own.epoch = by.epoch;
      own.before = own.value;
      own.value = value;
      by.written.push(own);
      this.grow(value, queue);
      return;
    }
    const joined = join(own.value, value);
    if (joined === own.value) return;
    own.value = joined;
    this.grow(value, queue);
  }

  private grow(value: Value, queue: FunctionNode[]): void {
    const joined = join(this.value, value);
    if (joined === this.value) return;
    this.value = joined;
    this.notify(queue);
  }

  /** What a function put in is gone. */
  drop(contribution: Contribution, queue: FunctionNode[]): void {
    const at = this.contributions.indexOf(contribution);
    if (at < 0) return;
    this.contributions.splice(at, 1);
    this.byWriter?.delete(contribution.by);
    this.shrink(queue);
  }

  /** Some contribution says less than before. */
  shrink(queue: FunctionNode[]): void {
    let value = nothing;
    for (const contribution of this.contributions) value = join(value, contribution.value);
    if (equal(value, this.value)) return;
    this.value = value;
    this.notify(queue);
  }

  /** Those who read it are to look again, though it is what it was. */
  touch(queue: FunctionNode[]): void {
    this.notify(queue);
  }

  private notify(queue: FunctionNode[]): void {
    const { lastReader, readers } = this;
    if (lastReader === undefined) return;
    if (readers === undefined) push(lastReader, queue);
    else for (let at = 0; at < readers.length; at++) push(readers[at]!, queue);
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
  | 'rejection'
  | 'module'
  | 'other';

const noFields: ReadonlyMap<string, Cell> = new Map();

/** An object of the program, one for each place that makes it (an instance: one for each class). */
export class HeapObject {
  readonly id: number;
  readonly kind: ObjectKind;
  readonly function: FunctionNode | undefined;
  readonly class: ClassNode | undefined;
  readonly module: ModuleNode | undefined;
  /** The value that is this object and nothing else; made on first use. */
  alone: Value | undefined = undefined;
  /** The function that makes it. */
  maker: FunctionNode | undefined = undefined;
  /** Of an instance that one place makes: what all instances of its class have together. */
  common: HeapObject | undefined = undefined;
  private sharedObject: HeapObject | undefined = undefined;
  private own: Map<string, Cell> | undefined = undefined;
  /** Holds nothing: who reads it has read all fields. */
  private iterated: Cell | undefined = undefined;
  private anyCell: Cell | undefined = undefined;
  private fromCell: Cell | undefined = undefined;
  private receiverCell: Cell | undefined = undefined;

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

  get fields(): ReadonlyMap<string, Cell> {
    return this.own ?? noFields;
  }

  /** All fields. Who asks looks again when another comes about. */
  everyField(by: FunctionNode): Iterable<Cell> {
    (this.iterated ??= new Cell()).read(by);
    return this.fields.values();
  }

  /** Elements, and members of unknown name. */
  get any(): Cell {
    return (this.anyCell ??= new Cell());
  }

  /** What it has its other members from: prototypes, spread objects, what was assigned to it. Of a bound function: its target. */
  get from(): Cell {
    return (this.fromCell ??= new Cell());
  }

  /** A bound function: what it is called on. */
  get receiver(): Cell {
    return (this.receiverCell ??= new Cell());
  }

  /** Of what all instances have together: what was put there without it being known into which one. */
  get shared(): HeapObject {
    return (this.sharedObject ??= new HeapObject(this.id, 'plain'));
  }

  get hasShared(): boolean {
    return this.sharedObject !== undefined;
  }

  field(name: string): Cell {
    const own = (this.own ??= new Map());
    let cell = own.get(name);
    if (cell === undefined) {
      // Beyond so many names they are one: a table, whose names say nothing.
      if (own.size >= 400) return this.any;
      cell = new Cell();
      if (this.iterated !== undefined) cell.isReadAs(this.iterated);
      own.set(name, cell);
    }
    return cell;
  }
}
