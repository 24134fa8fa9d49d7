import type { CompiledTaint } from '../image.ts';
import type { Search } from '../search/search.ts';
import { K, type Node } from '../tree/node.ts';
import { Arrivals, type TaintFound } from './arrivals.ts';
import { branch, classOf, type Following, func, loop, other, tryOf } from './control.ts';
import { clean, joined, type Mark, type Marks, meetsLabels } from './labels.ts';
import { isSafeCall, isSafeOperator, optionsOf, type TaintOptions } from './options.ts';
import { type Parts, partsOf } from './parts.ts';
import type { Place } from './places.ts';
import { pathOf, State } from './state.ts';

/** Follows data from sources to sinks through the functions of one file, each on its own, with the functions inside it. */
export function findTaint(taint: CompiledTaint, search: Search): readonly TaintFound[] {
  const parts = partsOf(taint, search);
  return parts === undefined ? [] : new Follower(search, parts).follow();
}

const mostFound = 200;
/** Under which a state keeps what ran before; no name of a variable. */
const control = '\0control';

class Follower implements Following {
  private readonly search: Search;
  private readonly parts: Parts;
  private readonly options: TaintOptions;
  private readonly arrivals: Arrivals;
  readonly within: Mark[];

  constructor(search: Search, parts: Parts) {
    this.search = search;
    this.parts = parts;
    this.options = optionsOf(search.rule.rule.options);
    this.arrivals = new Arrivals(parts, this.options);
    this.within = this.arrivals.within;
  }

  follow(): readonly TaintFound[] {
    this.look(this.search.view.root, new State());
    return [...this.arrivals.found.values()];
  }

  /** What a piece of code carries, after what it does to variables was done. */
  look(node: Node, state: State): Marks {
    this.search.effort.steps -= 1;
    if (this.arrivals.found.size > mostFound) this.search.effort.isCut = true;
    if (node.kind === K.none || this.search.effort.steps < 0 || this.arrivals.found.size > mostFound) return clean;
    const sinks = this.parts.sinks.at(node);
    const sanitizers = this.parts.sanitizers.at(node);
    const sources = this.parts.sources.at(node);
    if (sinks === undefined && sanitizers === undefined && sources === undefined)
      return this.arrivals.arrived(node, this.inner(node, state), state);
    if (sinks !== undefined) this.arrivals.active.push(...sinks);
    const around = sanitizers?.some(({ part }) => part.exact !== true) === true;
    if (around) this.arrivals.sanitized += 1;
    const outer = this.within.length;
    for (const place of sources ?? [])
      if (place.part.exact !== true && !place.part.sideEffect && place.part.control !== true)
        this.within.push(this.arrivals.mark(place));
    let marks = this.inner(node, state);
    this.within.length = outer;
    if (around) this.arrivals.sanitized -= 1;
    if (sanitizers !== undefined) {
      marks = clean;
      for (const { part } of sanitizers) if (part.sideEffect) this.wash(node, state);
    } else if (sources !== undefined) marks = this.fromSources(sources, node, marks, state);
    marks = this.arrivals.arrived(node, marks, state);
    const before = sinks === undefined ? clean : state.get(control);
    if (before.length > 0 && this.arrivals.sanitized === 0)
      for (const place of sinks ?? []) this.arrivals.report(place, node, before);
    if (sinks !== undefined) this.arrivals.active.length -= sinks.length;
    return marks;
  }

  private fromSources(sources: readonly Place[], node: Node, before: Marks, state: State): Marks {
    let marks = before;
    for (const place of sources) {
      if (place.part.requires !== undefined && !meetsLabels(place.part.requires, before)) continue;
      const mark = this.arrivals.mark(place);
      if (place.part.control === true) state.add(control, [mark]);
      if (place.part.control !== true && place.part.onlySideEffect !== true) marks = joined(marks, [mark]);
      if (place.part.sideEffect) {
        const path = pathOf(node);
        if (path !== undefined) state.add(path, [mark]);
      }
    }
    return marks;
  }

  private wash(node: Node, state: State): void {
    const path = pathOf(node);
    if (path !== undefined) state.set(path, clean);
    else if (node.kind === K.call)
      for (const arg of node.kids[1]!.kids) if (pathOf(arg) !== undefined) state.set(pathOf(arg)!, clean);
  }

  private inner(node: Node, state: State): Marks {
    switch (node.kind) {
      case K.file:
      case K.block:
        return this.block(node.kids, state);
      case K.name:
        return state.whole(pathOf(node)!);
      case K.string:
      case K.number:
      case K.regex:
      case K.symbol:
      case K.import:
        return clean;
      case K.member:
      case K.index:
        return this.access(node, state);
      case K.assign:
        return this.assign(node, state);
      case K.keyword:
      case K.attribute:
        return this.look(node.kids[1]!, state);
      case K.pair:
        return joined(this.key(node, state), this.look(node.kids[1]!, state));
      case K.call:
      case K.create:
        return this.call(node, state);
      case K.binary:
        return this.binary(node, state);
      case K.unary:
        return isSafeOperator(node.text, this.options)
          ? this.silently(node.kids[0]!, state)
          : this.look(node.kids[0]!, state);
      case K.cast:
        return this.look(node.kids[1]!, state);
      case K.func:
        return func(this, node, state);
      case K.class:
        return classOf(this, node, state);
      case K.if:
        return branch(this, node, state);
      case K.conditional: {
        this.look(node.kids[0]!, state);
        const other = state.copy();
        const marks = joined(this.look(node.kids[1]!, state), this.look(node.kids[2]!, other));
        state.join(other);
        return marks;
      }
      case K.while:
      case K.for:
      case K.each:
        return loop(this, node, state);
      case K.try:
        return tryOf(this, node, state);
      case K.return:
      case K.throw: {
        const marks = this.look(node.kids[0]!, state);
        state.isDead = true;
        return marks;
      }
      case K.other:
        return other(this, node, state);
      default: {
        let marks = clean;
        for (const kid of node.kids) marks = joined(marks, this.look(kid, state));
        return marks;
      }
    }
  }

  private silently(node: Node, state: State): Marks {
    this.look(node, state);
    return clean;
  }

  private block(statements: readonly Node[], state: State): Marks {
    let last = clean;
    // Functions are looked at after what stands beside them, since what they see is known then.
    const later: Node[] = [];
    for (const statement of statements) {
      if (statement.kind === K.func && statement.kids[0]!.kind !== K.none) later.push(statement);
      else last = this.look(statement, state);
      if (state.isDead && statement.kind !== K.func) break;
    }
    if (later.length > 0) {
      const { isDead } = state;
      for (const one of later) this.look(one, state);
      state.isDead = isDead;
    }
    return last;
  }

  private access(node: Node, state: State): Marks {
    const path = pathOf(node);
    const object = this.look(node.kids[0]!, state);
    let marks = object;
    if (path !== undefined) {
      const own = state.get(path);
      // A field may be clean while what it is a field of is not: what is known of it counts.
      marks = this.isPlain(node.kids[0]!) ? state.whole(path) : joined(object, own);
    }
    if (node.kind === K.index && !this.options.safeIndexes)
      for (const index of node.kids.slice(1)) marks = joined(marks, this.look(index, state));
    else if (node.kind === K.index) for (const index of node.kids.slice(1)) this.look(index, state);
    return marks;
  }

  /** A variable or a field that nothing else was said of but by the state. */
  private isPlain(node: Node): boolean {
    for (let inner = node; ; inner = inner.kids[0]!) {
      if (this.parts.sources.at(inner) !== undefined || this.arrivals.brought.has(inner) || this.within.length > 0)
        return false;
      if (inner.kind === K.name) return true;
      if (inner.kind !== K.member && inner.kind !== K.index) return false;
    }
  }

  private assign(node: Node, state: State): Marks {
    const [target, value] = node.kids as [Node, Node];
    let marks = this.look(value, state);
    if (node.text !== '=') marks = joined(marks, this.look(target, state));
    this.store(target, marks, state);
    const sources = this.parts.sources.at(node) ?? this.parts.sources.at(target);
    if (sources !== undefined)
      for (const place of sources) this.store(target, joined(marks, [this.arrivals.mark(place)]), state);
    if (this.within.length > 0) this.store(target, joined(marks, this.within), state);
    // What is assigned to is a place where data arrives too.
    if (marks.length > 0) this.target(target, marks, state);
    else if (target.kind !== K.name) this.target(target, clean, state);
    return marks;
  }

  private target(target: Node, marks: Marks, state: State): void {
    const sinks = this.parts.sinks.at(target);
    if (sinks !== undefined && marks.length > 0) for (const place of sinks) this.arrivals.report(place, target, marks);
    if (target.kind === K.index || target.kind === K.member) {
      this.look(target.kids[0]!, state);
      for (const index of target.kids.slice(1)) if (target.kind === K.index) this.look(index, state);
    }
  }

  store(target: Node, marks: Marks, state: State): void {
    const path = pathOf(target);
    if (path !== undefined) {
      state.set(path, marks);
      return;
    }
    if (target.kind === K.index || target.kind === K.member) {
      const object = pathOf(target.kids[0]!);
      if (object !== undefined && marks.length > 0) state.add(object, marks);
      return;
    }
    if (target.kind === K.pair || target.kind === K.param)
      this.store(target.kids[target.kind === K.pair ? 1 : 0]!, marks, state);
    else if (target.kind === K.dict || target.kind === K.list || target.kind === K.tuple || target.kind === K.spread)
      for (const kid of target.kids) this.store(kid, joined(marks, this.own(kid)), state);
  }

  own(node: Node): Marks {
    return this.arrivals.own(node);
  }

  private key(pair: Node, state: State): Marks {
    const key = pair.kids[0]!;
    return key.kind === K.name || key.kind === K.string || key.kind === K.symbol ? clean : this.look(key, state);
  }

  private call(node: Node, state: State): Marks {
    const [callee, args] = node.kids as [Node, Node];
    let marks = node.kind === K.create ? clean : callee.kind === K.name ? this.own(callee) : this.look(callee, state);
    if (this.options.safeFunctions) {
      for (const arg of args.kids) this.look(arg, state);
      if (node.kind === K.create && node.kids[2]!.kind !== K.none) this.look(node.kids[2]!, state);
      return clean;
    }
    const receiver = callee.kind === K.member ? marks : clean;
    for (const arg of args.kids) {
      if (arg.kind === K.func && receiver.length > 0) this.seed(arg, receiver);
      marks = joined(marks, this.look(arg, state));
    }
    if (node.kind === K.create && node.kids[2]!.kind !== K.none) marks = joined(marks, this.look(node.kids[2]!, state));
    // Sinks and sources may be about the list of arguments.
    marks = this.arrivals.arrived(args, marks, state);
    return isSafeCall(callee, this.options) ? clean : marks;
  }

  /** What a function that works through something that carries marks hands to a function that it is given. */
  private seed(func: Node, marks: Marks): void {
    const first = func.kids[1]!.kids[0];
    const target = first?.kind === K.param ? first.kids[0]! : first;
    if (target !== undefined) this.seeds.set(target, marks);
  }

  readonly seeds = new Map<Node, Marks>();

  private binary(node: Node, state: State): Marks {
    const marks = joined(this.look(node.kids[0]!, state), this.look(node.kids[1]!, state));
    return isSafeOperator(node.text, this.options) ? clean : marks;
  }
}
