import type { TraceStep } from '#ground/model';
import { Op } from '../../ir/ir.ts';
import { nameOf } from '../values/callee-name.ts';
import { doubtsIn, readsIn } from './doubtful-steps.ts';
import { evaluate } from '../solver/evaluate.ts';
import type { Frame } from '../values/frame.ts';
import type { Cell } from '../values/heap.ts';
import type { SinkHit } from '../values/hits.ts';
import type { Label } from '../values/labels.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { operandsOf } from '../functions/operands-of.ts';
import { locationOf, placeOf } from './places.ts';
import type { Hop } from './results.ts';
import type { Solver } from '../solver/solver.ts';

const mostSteps = 30;
const mostHops = 80;

interface Step {
  readonly function: FunctionNode;
  readonly at: number;
  readonly note: string;
}

/** A way for people, and how often on it something was taken for granted that may be otherwise. */
export interface Traced {
  readonly steps: TraceStep[];
  readonly doubts: number;
  /** Members that are read on it, by name. */
  readonly reads: readonly string[];
}

/** Follows a label back through the code, for people: from a sink to where the label comes from. Looks at functions again, changing nothing. */
export class Tracer {
  readonly #solver: Solver;
  readonly #frames = new Map<FunctionNode, Frame>();
  #doubts = 0;
  #reads: string[] = [];

  constructor(solver: Solver) {
    this.#solver = solver;
  }

  finish(): void {
    this.#frames.clear();
  }

  /** The value at which a label comes about. */
  valueOfLabel(label: Label): number {
    if (label.source !== undefined && label.at >= 0) return label.at;
    return this.#paramValue(label.function, label.source === undefined ? label.at : -2 - label.at);
  }

  #paramValue(one: FunctionNode, index: number): number {
    const { code } = one.ir;
    for (let at = 0; at < code.length; at += 6) if (code[at] === Op.Param && code[at + 1] === index) return at / 6;
    return -1;
  }

  /** What is called, or stored into, at a value. */
  nameOf(one: FunctionNode, at: number): string {
    const frame = this.#frame(one);
    const op = frame.op(at);
    const isPage = one.module.ir.template !== undefined;
    if (op === Op.Call) {
      const name = nameOf(frame, frame.pool[frame.a(at)]!);
      return (isPage ? placesOfPages.get(name) : undefined) ?? `${name || 'a function'}()`;
    }
    if (op === Op.Store) return frame.text(frame.b(at));
    if (op === Op.Return) return isPage ? 'the page' : 'return';
    return op === Op.Markup ? 'an element' : 'a value';
  }

  trace(one: FunctionNode, hit: SinkHit, way: Hop): Traced {
    this.#doubts = 0;
    this.#reads = [];
    const { all } = this.#solver.labels;
    const hops: Hop[] = [];
    for (let hop: Hop | undefined = way; hop !== undefined; hop = hop.next) hops.push(hop);
    // From the sink back to the source; turned around at the end.
    const steps: Step[] = [{ function: one, at: hit.at, note: `arrives at ${this.nameOf(one, hit.at)}` }];
    let isHanded = false;
    let place = one;
    let value = hit.value < 0 ? hit.at : hit.value;
    for (let at = hops.length - 1; at >= 0; at--) {
      const hop = hops[at]!;
      const label = all[hop.label]!;
      // What a framework hands over, or is called on, is no operand of its call.
      if (!this.#back(place, value, label, steps) && !isHanded) this.#doubts += 1;
      const { edge } = at === 0 ? { edge: undefined } : hops[at - 1]!;
      // A page names what it is given where it puts it out.
      if (label.source === undefined && label.function.module.ir.template === undefined) {
        const param = this.#paramValue(label.function, label.at);
        if (param >= 0)
          steps.push({
            function: label.function,
            at: param,
            note: `comes in as ${inWords(label)}`,
          });
      }
      if (edge === undefined) continue;
      place = edge.owner;
      value = edge.value < 0 ? edge.at : this.#memberAt(place, edge.value, label.member);
      isHanded = edge.value < 0;
      steps.push({ function: place, at: value, note: `is passed to ${label.function.name || 'a function'}()` });
    }
    const source = all[way.label]!;
    steps.push({
      function: source.function,
      at: this.valueOfLabel(source),
      note: source.note === '' ? `comes from outside (${source.source})` : `comes from outside: ${source.note}`,
    });
    return { steps: this.#shown(steps), doubts: this.#doubts, reads: this.#reads };
  }

  /** What an object that is written down where it is passed has in a member: its other members may have the same label. */
  #memberAt(one: FunctionNode, value: number, member: string | undefined): number {
    if (member === undefined) return value;
    const frame = this.#frame(one);
    const object = frame.root(value);
    if (frame.op(object) !== Op.Object) return value;
    for (let nth = frame.b(object) - 1; nth >= 0; nth--) {
      const name = frame.pool[frame.a(object) + 2 * nth]!;
      if (name >= 0 && frame.text(name) === member) return frame.pool[frame.a(object) + 2 * nth + 1]!;
    }
    return value;
  }

  #shown(steps: readonly Step[]): TraceStep[] {
    const shown: TraceStep[] = [];
    let last = '';
    for (let at = steps.length - 1; at >= 0; at--) {
      const step = steps[at]!;
      const place = placeOf(step.function, step.at);
      const key = `${place.path} ${place.start} ${place.end}`;
      // What happens at one place is one step; the sink is always one of its own.
      if (key === last && at !== 0) continue;
      last = key;
      shown.push({
        location: locationOf(place.path, step.function.module.ir.lines, place.start, place.end),
        ...(place.symbol === '' ? {} : { symbol: place.symbol.slice(0, 1024) }),
        note: step.note.slice(0, 200),
      });
    }
    if (shown.length <= mostSteps) return shown;
    return [...shown.slice(0, mostSteps / 2), ...shown.slice(shown.length - mostSteps / 2)];
  }

  #frame(one: FunctionNode): Frame {
    let frame = this.#frames.get(one);
    if (frame === undefined) {
      frame = this.#solver.lookAgain(() => evaluate(this.#solver, one, 0), one);
      if (this.#frames.size > 300) this.#frames.clear();
      this.#frames.set(one, frame);
    }
    return frame;
  }

  /**
   * From a value that has the label to where it got it, breadth first: the steps between are those of the shortest way. Whether it was come to:
   * a way that cannot be shown may be none.
   */
  #back(one: FunctionNode, value: number, { number: label, function: origin }: Label, steps: Step[]): boolean {
    let from: { one: FunctionNode; at: number } | undefined = { one, at: value };
    let last = one;
    const visited = new Set<string>();
    for (let hops = 0; hops < mostHops && from !== undefined; hops++) {
      const key = `${from.one.id} ${from.at}`;
      if (visited.has(key)) return false;
      visited.add(key);
      last = from.one;
      const frame = this.#frame(from.one);
      const chain = this.#within(frame, from.at, label);
      this.#doubts += doubtsIn(frame, chain);
      this.#reads.push(...readsIn(frame, chain));
      for (const at of chain) {
        const note = this.#noteOf(frame, at);
        if (note !== undefined) steps.push({ function: from.one, at, note });
      }
      from = this.#beyond(frame, chain.at(-1) ?? from.at, label, steps);
    }
    return from === undefined && last === origin;
  }

  /** The values from one to the last in the function that has the label. */
  #within(frame: Frame, start: number, label: number): number[] {
    const before = new Map<number, number>([[start, -1]]);
    const queue = [start];
    for (let nth = 0; nth < queue.length && nth < 2000; nth++) {
      const at = queue[nth]!;
      let isEnd = true;
      for (const operand of operandsOf(frame, at)) {
        if (!has(frame, operand, label)) continue;
        isEnd = false;
        if (before.has(operand)) continue;
        before.set(operand, at);
        queue.push(operand);
      }
      if (isEnd && (has(frame, at, label) || nth > 0)) {
        const chain: number[] = [];
        for (let each = at; each >= 0; each = before.get(each)!) chain.push(each);
        return chain.reverse();
      }
    }
    return [start];
  }

  /** Where a value that is the first of its function to have the label has it from: a cell, a member, a function that gives it. */
  #beyond(frame: Frame, at: number, label: number, steps: Step[]): { one: FunctionNode; at: number } | undefined {
    const { functions } = frame.function.module;
    switch (frame.op(at)) {
      case Op.Outer: {
        const owner = functions[frame.a(at)];
        return owner === undefined ? undefined : { one: owner, at: frame.b(at) };
      }
      case Op.LoadCell: {
        const cell = functions[frame.a(at)]?.cells[frame.b(at)];
        return this.#writerOf(cell, label, steps, 'is kept in a variable');
      }
      case Op.Load:
      case Op.Element:
      case Op.LoadAt: {
        const base = frame.value(frame.a(at));
        const name = frame.op(at) === Op.Load ? frame.text(frame.b(at)) : '';
        for (const object of base.objects) {
          const cells = name === '' ? [object.any, ...object.fields.values()] : [object.fields.get(name), object.any];
          for (const cell of cells) {
            const found = this.#writerOf(cell, label, steps, `is stored in ${name === '' ? 'a list' : name}`);
            if (found !== undefined) return found;
          }
        }
        return undefined;
      }
      case Op.Call: {
        for (const object of frame.value(frame.pool[frame.a(at)]!).objects) {
          if (object.kind !== 'function') continue;
          const callee = object.function!;
          const inner = this.#frame(callee);
          for (let each = 0; each < inner.values.length; each++)
            if (inner.op(each) === Op.Return && inner.a(each) >= 0 && has(inner, inner.a(each), label)) {
              steps.push({
                function: callee,
                at: inner.a(each),
                note: `is returned by ${callee.name || 'a function'}()`,
              });
              return { one: callee, at: inner.a(each) };
            }
        }
        return undefined;
      }
      default:
        return undefined;
    }
  }

  #writerOf(
    cell: Cell | undefined,
    label: number,
    steps: Step[],
    note: string,
  ): { one: FunctionNode; at: number } | undefined {
    if (cell === undefined) return undefined;
    for (const contribution of cell.contributions) {
      if (!contribution.value.labels.some((each, i) => i % 2 === 0 && each === label)) continue;
      const writer = contribution.by;
      const inner = this.#frame(writer);
      for (let at = 0; at < inner.values.length; at++) {
        const op = inner.op(at);
        if (
          op !== Op.Store &&
          op !== Op.StoreAt &&
          op !== Op.StoreCell &&
          op !== Op.Object &&
          op !== Op.Array &&
          op !== Op.Call
        )
          continue;
        const operand = operandsOf(inner, at).find((each) => has(inner, each, label));
        if (operand === undefined) continue;
        steps.push({ function: writer, at, note });
        return { one: writer, at: operand };
      }
    }
    return undefined;
  }

  #noteOf(frame: Frame, at: number): string | undefined {
    switch (frame.op(at)) {
      case Op.Template:
      case Op.Binary:
        return 'becomes part of a text';
      case Op.Call:
        return passing(nameOf(frame, frame.pool[frame.a(at)]!));
      case Op.Object:
      case Op.Array:
        return 'is put into an object';
      case Op.Load:
        return `is read as ${frame.text(frame.b(at))}`;
      default:
        return undefined;
    }
  }
}

function inWords({ function: one, at, member }: Label): string {
  const name = one.paramName(at) || 'a parameter';
  return member === undefined ? name : `${name}.${member}`;
}

function has(frame: Frame, at: number, label: number): boolean {
  const { labels } = frame.value(at);
  for (let i = 0; i < labels.length; i += 2) if (labels[i] === label) return true;
  return false;
}

/** What templates are written down with (javascript/templates). */
const placesOfPages: ReadonlyMap<string, string> = new Map([
  ['$script', 'a place of the page that no escaping of HTML protects'],
  ['$address', 'the target of a link'],
]);

function passing(name: string): string {
  if (name === '$raw') return 'is put out as it is';
  if (name === '$put' || name === '$escape') return 'is put out';
  return `passes through ${name || 'a function'}()`;
}
