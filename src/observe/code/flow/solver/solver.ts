import { noApi } from '../models/api.ts';
import { calledAt } from '../steps/call-site.ts';
import { callFunction } from '../calls/calls.ts';
import type { Called } from '../objects/conditions.ts';
import { instanceOf } from '../calls/construct.ts';
import { enter } from '../entries/entries.ts';
import { evaluate } from './evaluate.ts';
import { Frame } from '../values/frame.ts';
import { type Contribution, HeapObject } from '../values/heap.ts';
import { helperPrefix, readHelper } from '../objects/template-helpers.ts';
import { LabelTable } from '../values/labels.ts';
import { type Mask, maskOf } from '../models/masks.ts';
import { apiValue } from '../objects/members.ts';
import { MethodBook } from '../functions/methods.ts';
import type { Entry } from '../models/model-facts.ts';
import type { Models } from '../models/models.ts';
import { NameBook } from '../objects/named.ts';
import { FunctionNode, type ModuleNode, type Numbers, type Summary } from '../values/nodes.ts';
import { isSameSummary } from '../guards/summary.ts';
import { typedValue } from '../entries/types.ts';
import {
  Flag,
  join,
  noConstants,
  noObjects,
  nothing,
  ofConstant,
  type PatternConstant,
  unknown,
  Value,
} from '../values/value.ts';

export type Resolve = (
  from: string,
  specifier: string,
) => string | { readonly package: string; readonly subpath: string } | undefined;

type Language = 'javascript' | 'python';

/** So often a function is looked at again before it is left as it is. */
const mostEvaluations = 14;
const deepest = 24;

/** What evaluations share: modules, labels, cells, and whose turn it is. */
export class Solver implements Numbers {
  readonly labels = new LabelTable();
  readonly modules = new Map<string, ModuleNode>();
  /** Templates that are texts in code, by those texts. */
  readonly inline = new Map<string, ModuleNode>();
  /** Functions that are to be looked at (again). */
  queue: FunctionNode[] = [];
  isIncremental = false;
  /** performance.now() milliseconds from which on nothing more is evaluated. */
  deadline = Infinity;
  isLate = false;
  #visits = 0;
  /** Functions that were left as they were though something that they depend on had changed. */
  readonly unsettled = new Set<FunctionNode>();
  readonly #models: Readonly<Record<Language, Models>>;
  readonly #resolve: Resolve;
  readonly #names: Readonly<Record<Language, NameBook>>;
  #objects = 0;
  #epochs = 0;
  readonly #custom = { javascript: new Map<number, HeapObject>(), python: new Map<number, HeapObject>() };
  readonly #globals = { javascript: new Map<string, Value>(), python: new Map<string, Value>() };
  readonly #patterns = new Map<string, PatternConstant>();
  readonly methods = new MethodBook();
  readonly #answers = new Map<FunctionNode, Map<string, FunctionNode>>();
  readonly #summaryReaders = new Map<FunctionNode, Set<FunctionNode>>();
  readonly #caught: boolean;
  #outside: FunctionNode | undefined;
  readonly textMask: Mask = maskOf(['nosql', 'assign', 'prototype']);

  constructor(models: Readonly<Record<Language, Models>>, resolve: Resolve, catches: boolean) {
    this.#models = models;
    this.#resolve = resolve;
    this.#caught = catches;
    this.#names = { javascript: new NameBook(models.javascript.named), python: new NameBook(models.python.named) };
  }

  nextObject(): number {
    return this.#objects++;
  }

  parameterLabel(of: FunctionNode, index: number, member?: string): number {
    return this.labels.parameter(of, index, member);
  }

  modelsFor(language: Language): Models {
    return this.#models[language];
  }

  names(language: Language): NameBook {
    return this.#names[language];
  }

  push(one: FunctionNode): void {
    if (one.isQueued || one.isGone) return;
    one.isQueued = true;
    this.queue.push(one);
  }

  /** Looks at a function. */
  visit(one: FunctionNode, depth: number): Frame | undefined {
    if (one.isGone) return undefined;
    one.isQueued = false;
    if ((++this.#visits & 15) === 0 && performance.now() > this.deadline) this.isLate = true;
    if (this.isLate) {
      this.push(one);
      return undefined;
    }
    if (one.evaluations >= mostEvaluations) {
      this.unsettled.add(one);
      return undefined;
    }
    one.evaluations += 1;
    one.epoch = ++this.#epochs;
    return evaluate(this, one, depth);
  }

  /** Looks at a function again without anything coming of it. */
  lookAgain(look: () => Frame, one: FunctionNode): Frame {
    const { hits, checks, written } = one;
    const { queue, isIncremental } = this;
    this.isIncremental = false;
    this.queue = [];
    this.labels.isFrozen = true;
    const frame = look();
    this.labels.isFrozen = false;
    for (const each of this.queue) each.isQueued = false;
    this.queue = queue;
    this.isIncremental = isIncremental;
    one.hits = hits;
    one.checks = checks;
    one.written = written;
    return frame;
  }

  /** A framework calls a function by its place and name. */
  enterFrom(entry: Entry, one: FunctionNode): void {
    enter(new Frame(this, one, 0), entry, one);
  }

  /** What nobody in the project passes to a parameter, but somebody outside of it does. */
  assume(one: FunctionNode, index: number, value: Value): void {
    this.#outside ??= new FunctionNode(one.module, 0, one.ir, -1, this);
    this.#outside.epoch = 1;
    one.params[index]!.write(this.#outside, value, this.queue);
  }

  /** Looks at a function at once that was never looked at: what it gives is wanted. */
  reachFunction(one: FunctionNode, depth: number): void {
    if (one.epoch !== 0 || one.isActive || one.isGone || depth >= deepest) return;
    this.visit(one, depth + 1);
  }

  /** A module's top level, as when it is imported. */
  reach(module: ModuleNode, depth: number): void {
    const top = module.functions[0];
    if (top !== undefined) this.reachFunction(top, depth);
  }

  /** After an evaluation: what it no longer says is taken back. */
  settle(of: FunctionNode, before: readonly Contribution[]): void {
    for (const contribution of before) {
      if (contribution.epoch === of.epoch) continue;
      if (this.isIncremental) contribution.cell.drop(contribution, this.queue);
      else of.written.push(contribution);
    }
    if (!this.isIncremental) return;
    for (const contribution of of.written)
      if (contribution.before !== nothing && join(contribution.value, contribution.before) !== contribution.value)
        contribution.cell.shrink(this.queue);
  }

  // Names and places.

  module(path: string): ModuleNode | undefined {
    return this.modules.get(path);
  }

  resolved(from: ModuleNode, specifier: string): ReturnType<Resolve> {
    const known = from.requests.get(specifier);
    if (known !== undefined || from.requests.has(specifier)) return known;
    const target = this.#resolve(from.path, specifier);
    from.requests.set(specifier, target);
    return target;
  }

  /** A module that stands in the folder of another (a Python package). */
  submodule(from: ModuleNode, parent: ModuleNode, name: string): ModuleNode | undefined {
    if (!/^\w+$/.test(name) || !parent.path.endsWith('__init__.py')) return undefined;
    const folder = parent.path.slice(0, -'__init__.py'.length);
    const found = this.modules.get(`${folder}${name}.py`) ?? this.modules.get(`${folder}${name}/__init__.py`);
    return found === from ? undefined : found;
  }

  global(frame: Frame, name: string): Value {
    const { language } = frame.function.module.ir;
    if (
      language === 'javascript' &&
      (name === 'window' || name === 'globalThis' || name === 'self' || name === 'global')
    ) {
      const own = frame.models.root(`global:${name}`);
      return own === noApi ? unknown : apiValue(frame, own);
    }
    if (name.startsWith(helperPrefix)) return readHelper(frame, name);
    const globals = this.#globals[language];
    const known = globals.get(name);
    if (known !== undefined) return known;
    const set = frame.models.root(`global:${name}`);
    const value =
      name === 'Infinity' && language === 'javascript'
        ? ofConstant(Infinity)
        : set === noApi
          ? unknown
          : apiValue(frame, set);
    if (value.labels.length === 0) globals.set(name, value);
    return value;
  }

  pattern(source: string, flags: string): PatternConstant {
    const key = `/${source}/${flags}`;
    let pattern = this.#patterns.get(key);
    if (pattern === undefined) {
      pattern = { pattern: source, flags };
      this.#patterns.set(key, pattern);
    }
    return pattern;
  }

  /** What the project keeps in values of a library's type. */
  customMembers(models: Models, node: number): HeapObject {
    const custom = models === this.#models.python ? this.#custom.python : this.#custom.javascript;
    let object = custom.get(node);
    if (object === undefined) {
      object = new HeapObject(this.nextObject(), 'plain');
      custom.set(node, object);
    }
    return object;
  }

  /** What calling a function gives: for what stands below calls, such as getters. */
  readonly call = callFunction;

  typed(frame: Frame, type: string): Value {
    return typedValue(frame, type);
  }

  receiverOf(frame: Frame, own: FunctionNode): Value {
    const value = own.receiver.read(frame.function);
    return own.class === undefined ? value : join(value, instanceOf(frame, own.class));
  }

  // What functions tell of their parameters and answers.

  summarised(of: FunctionNode, summary: Summary | undefined): void {
    if (isSameSummary(of.summary, summary)) return;
    of.summary = summary;
    for (const reader of this.#summaryReaders.get(of) ?? []) this.push(reader);
  }

  watchSummary(of: FunctionNode, reader: FunctionNode): void {
    let readers = this.#summaryReaders.get(of);
    if (readers === undefined) {
      readers = new Set();
      this.#summaryReaders.set(of, readers);
    }
    readers.add(reader);
  }

  /** What the function returns is answered: a sink. */
  answer(of: FunctionNode, kind: string, by: FunctionNode): void {
    let kinds = this.#answers.get(of);
    if (kinds === undefined) {
      kinds = new Map();
      this.#answers.set(of, kinds);
    }
    if (kinds.has(kind)) return;
    kinds.set(kind, by);
    if (of.epoch !== 0) this.push(of);
  }

  answersOf(of: FunctionNode): Iterable<string> {
    return this.#answers.get(of)?.keys() ?? [];
  }

  // Sources and sinks that no path names.

  /** What a handler catches: it tells of the program's inside. */
  caught(frame: Frame): Value {
    if (!this.#caught) return unknown;
    const error = frame.models.root('<Error>');
    const value = frame.source('error', 'what was thrown', 0);
    return error === noApi ? value : new Value(value.labels, noObjects, error, noConstants, Flag.open, '');
  }

  calledAt(frame: Frame, at: number): Called {
    return calledAt(frame, at);
  }
}
