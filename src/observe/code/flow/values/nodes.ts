import { type ClassIr, type FunctionIr, FunctionFlag, type ModuleIr } from '../../ir/ir.ts';
import { type CheckHit, type SinkHit } from './hits.ts';
import { Cell, type Contribution, HeapObject, type ObjectKind } from './heap.ts';
import type { Mask } from '../models/masks.ts';
import type { Notable } from './notable.ts';
import { ofConstant, unknown, type Value } from './value.ts';

/** Gives heap objects and labels their numbers, in the order in which they are first needed. */
export interface Numbers {
  nextObject(): number;
  parameterLabel(of: FunctionNode, index: number, member?: string): number;
}

/** The receiver's place among the parameters. */
export const receiverIndex = -1;
/** JavaScript's `arguments`: what is given beyond all parameters, or instead of them. */
export const argumentsIndex = -2;

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

/** A member of a parameter (-1: of the receiver) that a function reads, and the label for what is in it. */
export interface Path {
  readonly index: number;
  readonly name: string;
  readonly label: number;
}

/** A member of a parameter (-1: of the receiver) in which a function stores something. */
export interface Effect {
  readonly index: number;
  readonly name: string;
  readonly cell: Cell;
}

/** An object that a place has in the stead of another. */
interface Derived {
  readonly origin: HeapObject;
  readonly object: HeapObject;
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
  /** Somebody in the project calls it on an object that is known. */
  hasReceiver = false;
  usesArguments = false;
  /** What it throws and does not catch. */
  thrown: Cell | undefined = undefined;
  /** What is thrown by calls in blocks with a handler, by the call. */
  thrownAt: Map<number, Cell> | undefined = undefined;
  /** Values that handlers of its own catch, and its blocks that have one: from, to. */
  caughtValues: Set<number> | undefined = undefined;
  tries: number[] | undefined = undefined;
  paths: Map<string, Path> | undefined = undefined;
  effects: Map<string, Effect> | undefined = undefined;
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
  private derivedAt: Map<number, Derived[]> | undefined = undefined;
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
    this.derivedAt = undefined;
    this.thrownAt = undefined;
    this.caughtValues = undefined;
    this.tries = undefined;
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
    while (labels.length <= index + 2) labels.push(-1);
    let label = labels[index + 2]!;
    if (label < 0) {
      label = this.numbers.parameterLabel(this, index);
      labels[index + 2] = label;
    }
    return label;
  }

  /** The label for a member of a parameter; undefined beyond so many. */
  pathLabel(index: number, name: string, most: number): { label: number; isNew: boolean } | undefined {
    const paths = (this.paths ??= new Map());
    const key = `${index}.${name}`;
    const known = paths.get(key);
    if (known !== undefined) return { label: known.label, isNew: false };
    if (paths.size >= most) return undefined;
    const label = this.numbers.parameterLabel(this, index, name);
    paths.set(key, { index, name, label });
    return { label, isNew: true };
  }

  effect(index: number, name: string, most: number): Effect | undefined {
    const effects = (this.effects ??= new Map());
    const key = `${index}.${name}`;
    const known = effects.get(key);
    if (known !== undefined) return known;
    if (effects.size >= most) return undefined;
    const effect: Effect = { index, name, cell: new Cell() };
    effects.set(key, effect);
    if (this.class !== undefined && (index === receiverIndex || (index === 0 && this.isPython))) {
      const writers = this.class.writers.get(name);
      if (writers === undefined) this.class.writers.set(name, [{ by: this, effect }]);
      else writers.push({ by: this, effect });
    }
    return effect;
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
      object.maker = this;
      objects[objectsAt.size] = object;
      objectsAt.set(at, object);
    }
    return object;
  }

  /** The instance that the value at `at` makes of what all instances have together. */
  instanceAt(at: number, common: HeapObject): HeapObject {
    return this.derived(at, common, () => {
      const made = new HeapObject(this.numbers.nextObject(), 'instance', {
        class: common.class,
        function: common.function,
      });
      made.common = common;
      return made;
    });
  }

  /** The copy that a call at `at` has of an object that the function which it calls makes. */
  copyAt(at: number, origin: HeapObject): HeapObject {
    return this.derived(at, origin, () => {
      const made = new HeapObject(this.numbers.nextObject(), origin.kind, {
        class: origin.class,
        function: origin.function,
      });
      made.common = origin.common;
      return made;
    });
  }

  private derived(at: number, of: HeapObject, make: () => HeapObject): HeapObject {
    const made: Map<number, Derived[]> = (this.derivedAt ??= new Map());
    const list = made.get(at);
    const known = list?.find((each) => each.origin === of);
    if (known !== undefined) return known.object;
    const object = make();
    object.maker = this;
    if (list === undefined) made.set(at, [{ origin: of, object }]);
    else list.push({ origin: of, object });
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
  /** Methods by what they put into their receiver. */
  readonly writers = new Map<string, { readonly by: FunctionNode; readonly effect: Effect }[]>();
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
