import type { CompiledTaint } from '../image.ts';
import { type Found, unified } from '../search/found.ts';
import type { Search } from '../search/search.ts';
import { K, type Node } from '../tree/node.ts';
import { branch, classOf, type Following, func, loop, other, tryOf } from './control.ts';
import { clean, joined, type Mark, type Marks, meetsLabels, plainLabel } from './labels.ts';
import { type Place, Places, Ranges } from './places.ts';
import { pathOf, State } from './state.ts';

export interface TaintFound {
  readonly found: Found;
  readonly source: Node | undefined;
}

/** Follows data from sources to sinks through the functions of one file, each on its own, with the functions inside it. */
export function findTaint(taint: CompiledTaint, search: Search): readonly TaintFound[] {
  const ranges = new Ranges(search.view.root);
  const sinks = new Places(taint.sinks, search, ranges);
  if (sinks.count === 0) return [];
  const sources = new Places(taint.sources, search, ranges);
  if (sources.count === 0) return [];
  const sanitizers = new Places(taint.sanitizers, search, ranges, [sources, sinks]);
  const follower = new Follower(search, {
    sources,
    sinks,
    sanitizers,
    propagators: propagations(taint, search, ranges),
  });
  return follower.follow();
}

interface Parts {
  readonly sources: Places;
  readonly sinks: Places;
  readonly sanitizers: Places;
  /** By the node that data comes from. */
  readonly propagators: ReadonlyMap<
    Node,
    readonly { readonly to: Node; readonly requires: string | undefined; readonly label: string | undefined }[]
  >;
}

function propagations(taint: CompiledTaint, search: Search, ranges: Ranges): Parts['propagators'] {
  const made = new Map<Node, { to: Node; requires: string | undefined; label: string | undefined }[]>();
  for (const part of taint.propagators)
    for (const { bindings } of search.find(part.formula)) {
      const [from, to] = [bindings[part.from ?? -1], bindings[part.to ?? -1]];
      if (from === undefined || to === undefined) continue;
      for (const node of ranges.nodes({ start: from.start, end: from.end, node: from })) {
        const all = made.get(node) ?? [];
        for (const target of ranges.nodes({ start: to.start, end: to.end, node: to }))
          all.push({ to: target, requires: part.requires, label: part.label });
        made.set(node, all);
      }
    }
  return made;
}

const mostFound = 200;

class Follower implements Following {
  private readonly search: Search;
  private readonly parts: Parts;
  private readonly found = new Map<string, TaintFound>();
  /** Sinks around what is looked at. */
  private readonly active: Place[] = [];
  /** Sanitizers around what is looked at. */
  private sanitized = 0;
  /** Sources around what is looked at. */
  readonly within: Mark[] = [];
  private readonly marks = new Map<Place, Mark>();
  /** What propagators brought to nodes that are no variables. */
  private readonly brought = new Map<Node, Marks>();
  private readonly options: {
    readonly safeFunctions: boolean;
    readonly safeBooleans: boolean;
    readonly safeNumbers: boolean;
    readonly safeIndexes: boolean;
    readonly unify: boolean;
    readonly assignmentsAlone: boolean;
  };

  constructor(search: Search, parts: Parts) {
    this.search = search;
    this.parts = parts;
    const said = (name: string): boolean => search.rule.rule.options[name] === true;
    this.options = {
      safeFunctions: said('taint_assume_safe_functions'),
      safeBooleans: said('taint_assume_safe_booleans'),
      safeNumbers: said('taint_assume_safe_numbers'),
      safeIndexes: said('taint_assume_safe_indexes'),
      unify: said('taint_unify_mvars'),
      assignmentsAlone: said('taint_only_propagate_through_assignments'),
    };
  }

  follow(): readonly TaintFound[] {
    this.look(this.search.view.root, new State());
    return [...this.found.values()];
  }

  /** What a piece of code carries, after what it does to variables was done. */
  look(node: Node, state: State): Marks {
    this.search.effort.steps -= 1;
    if (this.found.size > mostFound) this.search.effort.isCut = true;
    if (node.kind === K.none || this.search.effort.steps < 0 || this.found.size > mostFound) return clean;
    const sinks = this.parts.sinks.at(node);
    const sanitizers = this.parts.sanitizers.at(node);
    const sources = this.parts.sources.at(node);
    if (sinks === undefined && sanitizers === undefined && sources === undefined)
      return this.arrived(node, this.inner(node, state), state);
    if (sinks !== undefined) this.active.push(...sinks);
    const around = sanitizers?.some(({ part }) => part.exact !== true) === true;
    if (around) this.sanitized += 1;
    const outer = this.within.length;
    for (const place of sources ?? [])
      if (place.part.exact !== true && !place.part.sideEffect) this.within.push(this.mark(place));
    let marks = this.inner(node, state);
    this.within.length = outer;
    if (around) this.sanitized -= 1;
    if (sanitizers !== undefined) {
      marks = clean;
      for (const { part } of sanitizers) if (part.sideEffect) this.wash(node, state);
    } else if (sources !== undefined) marks = this.fromSources(sources, node, marks, state);
    marks = this.arrived(node, marks, state);
    if (sinks !== undefined) this.active.length -= sinks.length;
    return marks;
  }

  private fromSources(sources: readonly Place[], node: Node, before: Marks, state: State): Marks {
    let marks = before;
    for (const place of sources) {
      if (place.part.requires !== undefined && !meetsLabels(place.part.requires, before)) continue;
      const mark = this.mark(place);
      marks = joined(marks, [mark]);
      if (place.part.sideEffect) {
        const path = pathOf(node);
        if (path !== undefined) state.add(path, [mark]);
      }
    }
    return marks;
  }

  private mark(place: Place): Mark {
    let mark = this.marks.get(place);
    if (mark === undefined) {
      mark = { label: place.part.label ?? plainLabel, source: place.found };
      this.marks.set(place, mark);
    }
    return mark;
  }

  private wash(node: Node, state: State): void {
    const path = pathOf(node);
    if (path !== undefined) state.set(path, clean);
    else if (node.kind === K.call)
      for (const arg of node.kids[1]!.kids) if (pathOf(arg) !== undefined) state.set(pathOf(arg)!, clean);
  }

  /** Tells sinks around it, and what propagators make of it. */
  private arrived(node: Node, given: Marks, state: State): Marks {
    let marks = given;
    const brought = this.brought.get(node);
    if (brought !== undefined) marks = joined(marks, brought);
    if (this.within.length > 0 && isValue(node)) marks = joined(marks, this.within);
    if (marks.length === 0) return clean;
    const propagators = this.parts.propagators.get(node);
    if (propagators !== undefined)
      for (const { to, requires, label } of propagators) {
        if (requires !== undefined && !meetsLabels(requires, marks)) continue;
        const passed = label === undefined ? marks : marks.map((mark) => ({ ...mark, label }));
        const path = pathOf(to);
        if (path !== undefined) state.add(path, passed);
        this.brought.set(to, joined(this.brought.get(to) ?? clean, passed));
      }
    if (this.sanitized > 0) return clean;
    for (const place of this.active) this.report(place, node, marks);
    return marks;
  }

  private report({ part, found }: Place, node: Node, marks: Marks): void {
    if (part.exact === true && (node.start !== found.start || node.end !== found.end)) return;
    if (!meetsLabels(part.requires, marks)) return;
    if (part.atExit === true && !isAtExit(node)) return;
    const key = `${found.start}-${found.end}`;
    if (this.found.has(key)) return;
    for (const { source } of marks) {
      const bindings = unified(found.bindings, source.bindings);
      if (bindings === undefined && this.options.unify) continue;
      const merged = bindings ?? found.bindings.map((own, i) => own ?? source.bindings[i]);
      this.found.set(key, { found: { ...found, bindings: merged }, source: source.node ?? placeholder(source) });
      return;
    }
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
        return this.options.safeBooleans && /^(!|not)$/.test(node.text)
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
      if (this.parts.sources.at(inner) !== undefined || this.brought.has(inner) || this.within.length > 0) return false;
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
      for (const place of sources) this.store(target, joined(marks, [this.mark(place)]), state);
    if (this.within.length > 0) this.store(target, joined(marks, this.within), state);
    // What is assigned to is a place where data arrives too.
    if (marks.length > 0) this.target(target, marks, state);
    else if (target.kind !== K.name) this.target(target, clean, state);
    return marks;
  }

  private target(target: Node, marks: Marks, state: State): void {
    const sinks = this.parts.sinks.at(target);
    if (sinks !== undefined && marks.length > 0) for (const place of sinks) this.report(place, target, marks);
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
    const sources = this.parts.sources.at(node);
    return sources === undefined ? clean : sources.map((place) => this.mark(place));
  }

  private key(pair: Node, state: State): Marks {
    const key = pair.kids[0]!;
    return key.kind === K.name || key.kind === K.string || key.kind === K.symbol ? clean : this.look(key, state);
  }

  private call(node: Node, state: State): Marks {
    const [callee, args] = node.kids as [Node, Node];
    let marks =
      node.kind === K.create ? clean : callee.kind === K.name ? this.called(callee) : this.look(callee, state);
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
    marks = this.arrived(args, marks, state);
    if (
      this.options.safeBooleans &&
      callee.kind === K.member &&
      /^(is|has|equals|contains|startsWith|endsWith|includes|test|matches|exists)/.test(callee.kids[1]!.text)
    )
      return clean;
    if (
      this.options.safeNumbers &&
      /^(length|size|count|indexOf|parseInt|int|len|Number|hashCode)$/.test(
        callee.kind === K.member ? callee.kids[1]!.text : callee.text,
      )
    )
      return clean;
    return marks;
  }

  /** What a function that works through something that carries marks hands to a function that it is given. */
  private seed(func: Node, marks: Marks): void {
    const first = func.kids[1]!.kids[0];
    const target = first?.kind === K.param ? first.kids[0]! : first;
    if (target !== undefined) this.seeds.set(target, marks);
  }

  readonly seeds = new Map<Node, Marks>();

  private called(callee: Node): Marks {
    const sources = this.parts.sources.at(callee);
    return sources === undefined ? clean : sources.map((place) => this.mark(place));
  }

  private binary(node: Node, state: State): Marks {
    const marks = joined(this.look(node.kids[0]!, state), this.look(node.kids[1]!, state));
    if (this.options.safeBooleans && /^(===?|!==?|<=?|>=?|in|not in|is|is not|instanceof|=~|!~)$/.test(node.text))
      return clean;
    return marks;
  }
}

function isValue(node: Node): boolean {
  return (
    node.kind !== K.block &&
    node.kind !== K.func &&
    node.kind !== K.class &&
    node.kind !== K.file &&
    node.kind !== K.args
  );
}

function isAtExit(node: Node): boolean {
  for (let inner: Node | undefined = node; inner !== undefined; inner = inner.parent) {
    if (inner.kind === K.return) return true;
    if (inner.parent?.kind === K.block && inner.parent.parent?.kind === K.func)
      return inner.parent.kids.at(-1) === inner;
  }
  return false;
}

function placeholder(source: Found): Node | undefined {
  return source.bindings.find((node) => node !== undefined);
}
