import { type Found, unified } from '../search/found.ts';
import { K, type Node } from '../tree/node.ts';
import { clean, joined, type Mark, type Marks, meetsLabels, plainLabel } from './labels.ts';
import type { TaintOptions } from './options.ts';
import type { Parts } from './parts.ts';
import type { Place } from './places.ts';
import { pathOf, type State } from './state.ts';

export interface TaintFound {
  readonly found: Found;
  readonly source: Node | undefined;
}

/** What arrives at a piece of code, by what stands around it, and what is found thereby. */
export class Arrivals {
  private readonly parts: Parts;
  private readonly options: TaintOptions;
  readonly found = new Map<string, TaintFound>();
  /** Sinks around what is looked at. */
  readonly active: Place[] = [];
  /** Sanitizers around what is looked at. */
  sanitized = 0;
  /** Sources around what is looked at. */
  readonly within: Mark[] = [];
  private readonly marks = new Map<Place, Mark>();
  /** What propagators brought to nodes that are no variables. */
  readonly brought = new Map<Node, Marks>();

  constructor(parts: Parts, options: TaintOptions) {
    this.parts = parts;
    this.options = options;
  }

  /** Tells sinks around it, and what propagators make of it. */
  arrived(node: Node, given: Marks, state: State): Marks {
    let marks = given;
    const brought = this.brought.get(node);
    if (brought !== undefined) marks = joined(marks, brought);
    if (this.within.length > 0 && isValue(node)) marks = joined(marks, this.within);
    if (marks.length === 0) return clean;
    const propagators = this.parts.propagators.get(node);
    if (propagators !== undefined)
      for (const { to, requires, label, replaced } of propagators) {
        if (requires !== undefined && !meetsLabels(requires, marks)) continue;
        const some = replaced === undefined ? marks : marks.filter((mark) => replaced.includes(mark.label));
        if (some.length === 0) continue;
        const passed = label === undefined ? some : some.map((mark) => ({ ...mark, label }));
        const path = pathOf(to);
        if (path !== undefined) state.add(path, passed);
        this.brought.set(to, joined(this.brought.get(to) ?? clean, passed));
      }
    if (this.sanitized > 0) return clean;
    for (const place of this.active) this.report(place, node, marks);
    return marks;
  }

  report({ part, found }: Place, node: Node, marks: Marks): void {
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

  mark(place: Place): Mark {
    let mark = this.marks.get(place);
    if (mark === undefined) {
      mark = { label: place.part.label ?? plainLabel, source: place.found };
      this.marks.set(place, mark);
    }
    return mark;
  }

  /** What a node carries for being a source itself. */
  own(node: Node): Marks {
    const sources = this.parts.sources.at(node);
    return sources === undefined ? clean : sources.map((place) => this.mark(place));
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
