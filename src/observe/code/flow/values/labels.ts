import type { FunctionNode } from './nodes.ts';
import { harmless, type Mask } from '../models/masks.ts';

/** Where tainted data comes from: a place of the code, or a parameter of the function (to be seen from its calls). */
export interface Label {
  readonly number: number;
  readonly function: FunctionNode;
  /** A parameter's index (-1: the receiver), or the value that is a source; -2 - i: the source is parameter i itself. */
  at: number;
  /** Absent: a parameter. */
  readonly source: string | undefined;
  /** Of a parameter: the member of it that is meant. */
  readonly member: string | undefined;
  note: string;
  /** What is passed to the parameter: by whom, where. */
  readonly from: Edge[];
  /** With so many edges those of earlier versions are put away. */
  sweepAt: number;
}

export interface Edge {
  readonly label: number;
  readonly mask: Mask;
  readonly owner: FunctionNode;
  readonly epoch: number;
  /** The call, and the value that is passed in it. */
  readonly at: number;
  readonly value: number;
}

/** All labels, by number: those of sources are odd, the others even, so that a value of which some are cut keeps sources (value.ts). */
export class LabelTable {
  readonly all: Label[] = [];
  /** While code is looked at again for people, nothing is connected. */
  isFrozen = false;
  #parameters = 0;
  #sources = 1;

  parameter(of: FunctionNode, index: number, member?: string): number {
    return this.#add(of, index, undefined, '', member);
  }

  /** A source: one label for each place and kind. */
  source(of: FunctionNode, at: number, kind: string, note: string): number {
    const known = (of.sourceLabels ??= new Map());
    const labels = known.get(at);
    if (labels !== undefined) for (const each of labels) if (this.all[each]!.source === kind) return each;
    const label = this.#add(of, at, kind, note);
    if (labels === undefined) known.set(at, [label]);
    else labels.push(label);
    return label;
  }

  #add(of: FunctionNode, at: number, source: string | undefined, note: string, member?: string): number {
    const number = source === undefined ? this.#parameters : this.#sources;
    if (source === undefined) this.#parameters += 2;
    else this.#sources += 2;
    this.all[number] = { number, function: of, at, source, member, note, from: [], sweepAt: fewEdges };
    return number;
  }

  connect(label: number, mask: Mask, to: number, owner: FunctionNode, at: number, value: number): void {
    if (label === to || mask === harmless || this.isFrozen) return;
    const target = this.all[to]!;
    // Evaluations replace the edges of their function: from time to time those of earlier ones are put away.
    if (target.from.length >= target.sweepAt) sweep(target);
    target.from.push({ label, mask, owner, epoch: owner.epoch, at, value });
  }
}

const fewEdges = 32;

function sweep(target: Label): void {
  const edges = target.from;
  let kept = 0;
  for (const edge of edges) if (isCurrent(edge)) edges[kept++] = edge;
  edges.length = kept;
  target.sweepAt = Math.max(fewEdges, kept * 2);
}

export function isCurrent(edge: Edge): boolean {
  return edge.epoch === edge.owner.epoch && !edge.owner.isGone;
}
