import { type ClassIr, type FunctionIr, FunctionFlag, type ModuleIr, Op } from '../ir/ir.ts';
import { type CheckHit, type SinkHit } from './hits.ts';
import { Cell, type Contribution, HeapObject, type ObjectKind } from './heap.ts';
import type { Mask } from './masks.ts';
import type { Notable } from './notable.ts';
import { ofConstant, unknown, type Value } from './value.ts';

/** Gives heap objects and labels their numbers, in the order in which they are first needed. */
export interface Numbers {
  nextObject(): number;
  parameterLabel(of: FunctionNode, index: number): number;
}

/** The receiver's place among the parameters. */
export const receiverIndex = -1;

/** A file, with its functions and classes, and what it exports. */
export class ModuleNode {
  readonly path: string;
  ir: ModuleIr;
  functions: FunctionNode[] = [];
  classes: ClassNode[] = [];
  /** The namespace: fields are exports; `=` is what `module.exports` is set to. */
  readonly namespace: HeapObject;
  /** Modules whose exports it exports too. */
  readonly star: Cell = new Cell();
  /** Constants by text and kind. */
  readonly constants = new Map<number, Value>();
  readonly requests = new Map<string, string | { readonly package: string; readonly subpath: string } | undefined>();
  isTest: boolean;

  constructor(path: string, ir: ModuleIr, numbers: Numbers) {
    this.path = path;
    this.ir = ir;
    this.namespace = new HeapObject(numbers.nextObject(), 'module', { module: this });
    this.isTest =
      /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|e2e|testing|conftest)(?:\/|\.py$)|[._-](?:test|spec)s?\.\w+$|(?:^|\/)test_[^/]*\.py$/.test(
        path,
      );
  }

  constant(text: number, kind: number): Value {
    const key = text * 8 + kind;
    let value = this.constants.get(key);
    if (value === undefined) {
      value = constantOf(this.ir.texts[text]!, kind);
      this.constants.set(key, value);
    }
    return value;
  }
}

function constantOf(text: string, kind: number): Value {
  if (kind === 0 || kind === 7) return ofConstant(text.length > 4000 ? text.slice(0, 4000) : text);
  if (kind === 1) return ofConstant(Number(text.replaceAll('_', '')));
  if (kind === 2 || kind === 3) return ofConstant(kind === 2);
  if (kind === 4) return ofConstant(null);
  if (kind === 5) return ofConstant(undefined);
  return unknown;
}

/** What a function's parameters are known to be when it comes to its end. */
export interface Summary {
  /** By parameter: what it is harmless for when the function gives something true, and when something false. */
  truthy: Mask[];
  falsy: Mask[];
}

export class FunctionNode {
  readonly module: ModuleNode;
  readonly id: number;
  index: number;
  ir: FunctionIr;
  owner: FunctionNode | undefined;
  class: ClassNode | undefined;
  memberKind: 'method' | 'constructor' | 'getter' | 'setter' | 'fields' | 'static-fields' | undefined;
  isStatic = false;
  isQueued = false;
  isGone = false;
  isActive = false;
  /** Somebody in the project, or a library, is known to call it. */
  isCalled = false;
  /** What it is called with was guessed by names. */
  isGuessed = false;
  epoch = 0;
  evaluations = 0;
  params: Cell[] = [];
  readonly result = new Cell();
  cells: Cell[] = [];
  private outer: Map<number, Cell> | undefined = undefined;
  /** Values that functions inside read. */
  wanted: Uint8Array | undefined;
  loops: number[] | undefined;
  notable: Notable | undefined;
  written: Contribution[] = [];
  hits: SinkHit[] = [];
  checks: CheckHit[] = [];
  summary: Summary | undefined;
  readonly object: HeapObject;
  private readonly numbers: Numbers;
  /** By parameter, the receiver first. */
  private labels: number[] | undefined = undefined;
  /** Numbers of labels, by the value that is a source; several of one value are of different kinds. */
  sourceLabels: Map<number, number[]> | undefined = undefined;
  /** In the order in which they were made. */
  private objects: HeapObject[] | undefined = undefined;
  private objectsAt: Map<number, HeapObject> | undefined = undefined;
  private ownInstance: HeapObject | undefined = undefined;
  private ownPrototype: HeapObject | undefined = undefined;
  private receiverCell: Cell | undefined = undefined;
  private yieldsCell: Cell | undefined = undefined;

  constructor(module: ModuleNode, index: number, ir: FunctionIr, id: number, numbers: Numbers) {
    this.module = module;
    this.index = index;
    this.ir = ir;
    this.id = id;
    this.numbers = numbers;
    this.object = new HeapObject(numbers.nextObject(), 'function', { function: this });
    this.replace(index, ir);
  }

  /** Another version of the function takes its place: what it is to others stays. */
  replace(index: number, ir: FunctionIr): void {
    this.index = index;
    this.ir = ir;
    this.wanted = undefined;
    this.loops = undefined;
    this.notable = undefined;
    this.outer = undefined;
    this.evaluations = 0;
    this.objectsAt = undefined;
    while (this.params.length < ir.params.length) this.params.push(new Cell());
    while (this.cells.length < ir.cells) this.cells.push(new Cell());
  }

  get name(): string {
    return this.module.ir.texts[this.ir.name] ?? '';
  }

  get symbol(): string {
    return this.module.ir.texts[this.ir.symbol] ?? '';
  }

  get isArrow(): boolean {
    return (this.ir.flags & FunctionFlag.arrow) !== 0;
  }

  get isPython(): boolean {
    return this.module.ir.language === 'python';
  }

  get receiver(): Cell {
    return (this.receiverCell ??= new Cell());
  }

  get yields(): Cell {
    return (this.yieldsCell ??= new Cell());
  }

  label(index: number): number {
    const labels = (this.labels ??= []);
    while (labels.length <= index + 1) labels.push(-1);
    let label = labels[index + 1]!;
    if (label < 0) {
      label = this.numbers.parameterLabel(this, index);
      labels[index + 1] = label;
    }
    return label;
  }

  paramName(index: number): string {
    const name = this.ir.params[index]?.name ?? -1;
    return name < 0 ? '' : (this.module.ir.texts[name] ?? '');
  }

  /** The object that the value at `at` makes. */
  objectAt(at: number, kind: ObjectKind): HeapObject {
    const objectsAt = (this.objectsAt ??= new Map());
    let object = objectsAt.get(at);
    if (object === undefined) {
      const objects = (this.objects ??= []);
      const kept = objects[objectsAt.size];
      object =
        kept?.kind === kind
          ? kept
          : new HeapObject(this.numbers.nextObject(), kind, { function: kind === 'bound' ? this : undefined });
      objects[objectsAt.size] = object;
      objectsAt.set(at, object);
    }
    return object;
  }

  /** What `new` of it gives, where it is a function that makes objects. */
  get instance(): HeapObject {
    this.ownInstance ??= new HeapObject(this.numbers.nextObject(), 'instance', { function: this });
    return this.ownInstance;
  }

  get prototype(): HeapObject {
    this.ownPrototype ??= new HeapObject(this.numbers.nextObject(), 'prototype', { function: this });
    return this.ownPrototype;
  }

  /** The cell of a value that functions inside read. */
  outerCell(value: number): Cell {
    const outer = (this.outer ??= new Map());
    let cell = outer.get(value);
    if (cell === undefined) {
      cell = new Cell();
      outer.set(value, cell);
    }
    return cell;
  }
}

export class ClassNode {
  readonly module: ModuleNode;
  ir: ClassIr;
  readonly object: HeapObject;
  readonly instance: HeapObject;
  readonly bases = new Cell();
  methods = new Map<string, FunctionNode>();
  getters = new Map<string, FunctionNode>();
  setters = new Map<string, FunctionNode>();
  statics = new Map<string, FunctionNode>();
  construct: FunctionNode | undefined;
  fields: FunctionNode[] = [];

  constructor(module: ModuleNode, ir: ClassIr, numbers: Numbers) {
    this.module = module;
    this.ir = ir;
    this.object = new HeapObject(numbers.nextObject(), 'class', { class: this });
    this.instance = new HeapObject(numbers.nextObject(), 'instance', { class: this });
  }

  get name(): string {
    return this.module.ir.texts[this.ir.name] ?? '';
  }

  /** When its functions are there. */
  link(): void {
    const { texts } = this.module.ir;
    this.methods = new Map();
    this.getters = new Map();
    this.setters = new Map();
    this.statics = new Map();
    this.fields = [];
    this.construct = undefined;
    for (const member of this.ir.members) {
      const own = this.module.functions[member.function];
      if (own === undefined) continue;
      own.class = this;
      own.memberKind = member.kind;
      own.isStatic = member.static || member.kind === 'static-fields' || (own.ir.flags & FunctionFlag.static) !== 0;
      const name = texts[member.name] ?? '';
      if (member.kind === 'constructor') this.construct = own;
      else if (member.kind === 'fields') this.fields.push(own);
      else if (member.kind === 'getter') this.getters.set(name, own);
      else if (member.kind === 'setter') this.setters.set(name, own);
      else if (member.kind === 'method') (own.isStatic && !own.isPython ? this.statics : this.methods).set(name, own);
      if (own.isStatic && own.isPython) this.statics.set(name, own);
    }
  }
}

/** Which of a function's values functions inside it read, and which `Phi` have operands that come later. */
export function prepare(module: ModuleNode): void {
  for (const inner of module.functions) {
    const { code, pool } = inner.ir;
    for (let at = 0; at < code.length; at += 6) {
      const op = code[at];
      if (op === Op.Outer) {
        const owner = module.functions[code[at + 1]!];
        if (owner === undefined) continue;
        owner.wanted ??= new Uint8Array(owner.ir.code.length / 6);
        owner.wanted[code[at + 2]!] = 1;
      } else if (op === Op.Phi) {
        const from = code[at + 1]!;
        const end = from + code[at + 2]!;
        for (let nth = from; nth < end; nth++)
          if (pool[nth]! >= at / 6) {
            (inner.loops ??= []).push(at / 6);
            break;
          }
      }
    }
  }
}
