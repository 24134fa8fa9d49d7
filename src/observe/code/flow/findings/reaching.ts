import { isCurrent, type Label } from '../values/labels.ts';
import type { Labels } from '../values/value.ts';

/**
 * For each label, which kinds of sources can reach it at all, whatever makes them harmless on the way: sets of kinds as bits, 31 in a word.
 * Most data at sinks comes from nowhere, and most of the rest from other kinds than a rule asks for.
 */
export class Reaching {
  readonly #bits = new Map<string, number>();
  readonly #words: Int32Array[] = [];

  constructor(all: readonly (Label | undefined)[]) {
    for (const label of all)
      if (label?.source !== undefined && !this.#bits.has(label.source)) this.#bits.set(label.source, this.#bits.size);
    const to = targets(all);
    for (let word = 0; word * 31 < this.#bits.size; word++) this.#words.push(this.#spread(all, to, word));
  }

  /** Whether a source of one of the kinds (undefined: of any) may be among what the labels stand for. */
  mayReach(labels: Labels, sources: readonly string[] | undefined): boolean {
    for (let word = 0; word < this.#words.length; word++) {
      const wanted = sources === undefined ? -1 : this.#wordOf(sources, word);
      if (wanted === 0) continue;
      const reached = this.#words[word]!;
      for (let i = 0; i < labels.length; i += 2) if (((reached[labels[i]!] ?? -1) & wanted) !== 0) return true;
    }
    return false;
  }

  #wordOf(sources: readonly string[], word: number): number {
    let bits = 0;
    for (const source of sources) {
      const bit = this.#bits.get(source);
      if (bit !== undefined && Math.trunc(bit / 31) === word) bits |= 1 << (bit % 31);
    }
    return bits;
  }

  #spread(all: readonly (Label | undefined)[], to: Targets, word: number): Int32Array {
    const reached = new Int32Array(all.length);
    const queue: number[] = [];
    for (const label of all) {
      if (label?.source === undefined) continue;
      const bit = this.#bits.get(label.source)!;
      if (Math.trunc(bit / 31) !== word) continue;
      reached[label.number]! |= 1 << (bit % 31);
      queue.push(label.number);
    }
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const own = reached[at]!;
      for (let nth = to.from[at]!; nth < to.from[at + 1]!; nth++) {
        const target = to.labels[nth]!;
        // What a source stands for is itself alone.
        if ((own & ~reached[target]!) === 0 || all[target]!.source !== undefined) continue;
        reached[target]! |= own;
        queue.push(target);
      }
    }
    return reached;
  }
}

/** The labels that each label is passed to, one after another; where those of each begin. */
interface Targets {
  readonly from: Int32Array;
  readonly labels: Int32Array;
}

function targets(all: readonly (Label | undefined)[]): Targets {
  const from = new Int32Array(all.length + 1);
  for (const label of all)
    if (label !== undefined) for (const edge of label.from) if (isCurrent(edge)) from[edge.label + 1]! += 1;
  for (let at = 0; at < all.length; at++) from[at + 1]! += from[at]!;
  const next = from.slice();
  const labels = new Int32Array(from[all.length]!);
  for (const label of all)
    if (label !== undefined)
      for (const edge of label.from) if (isCurrent(edge)) labels[next[edge.label]!++] = label.number;
  return { from, labels };
}
