import type { Emission } from './emission.ts';
import { KnowledgeBook } from './knowledge.ts';

/**
 * Static single assignment while code is being lowered, in one pass and without blocks: the state of all variables is one array with a
 * journal, since both languages have structured control flow alone. A fork notes where the journal stands, each side is captured as what
 * it wrote and then undone, and a join writes what differs as `Phi`. Loops number their `Phi` when a variable is first read in them, and
 * forget those that turn out to be trivial, as in Braun et al., "Simple and Efficient Construction of Static Single Assignment Form" (2013).
 *
 * Besides variables, slots hold what is remembered of loads (`memo`: an access path, a cell) and what is known of a value (`guard`: the
 * tests that it has passed in this part of the code; they become `Guard` values when somebody reads it).
 */
export const SlotKind = {
  /** A variable that is assigned more than once. */
  variable: 0,
  /** A variable that is assigned once: loops need not ask what it is in the next round. */
  steady: 1,
  memo: 2,
  guard: 3,
  /** A number of something that is known of a value (what a list holds), which is no value: where ways differ, nothing is (0). */
  fact: 4,
} as const;
export type SlotKind = (typeof SlotKind)[keyof typeof SlotKind];

/** What a part of the code wrote: slots, each once, with their values at its end. */
export interface Snapshot {
  readonly slots: number[];
  readonly values: number[];
}

const nothing: Snapshot = { slots: [], values: [] };
const widestEither = 64;

interface Loop {
  readonly id: number;
  readonly mark: number;
  readonly phis: Map<number, number>;
  readonly entries: Map<number, number>;
  /** States that left it for a place outside of it other than its end. */
  readonly escaping: Snapshot[];
}

export class SsaState {
  /** False after what never goes on: `return`, `throw`, `break`. */
  reachable = true;
  readonly #emission: Emission;
  readonly #kinds: SlotKind[] = [];
  readonly #values: number[] = [];
  /** The serial number of the innermost loop when the slot was written, and when it was made. */
  readonly #writtenIn: number[] = [];
  readonly #homes: number[] = [];
  readonly #seen: number[] = [];
  #epoch = 0;
  readonly #journalSlots: number[] = [];
  readonly #journalValues: number[] = [];
  readonly #journalLoops: number[] = [];
  readonly #loops: Loop[] = [];
  readonly #loopStarts: number[] = [];
  #innermost = 0;
  #loopSerial = 0;
  readonly #guardSlots = new Map<number, number>();
  readonly #knowledge: KnowledgeBook;

  constructor(emission: Emission) {
    this.#emission = emission;
    this.#knowledge = new KnowledgeBook(emission);
  }

  slot(kind: SlotKind): number {
    const slot = this.#kinds.length;
    this.#kinds.push(kind);
    this.#values.push(-1);
    this.#writtenIn.push(this.#innermost);
    this.#homes.push(this.#innermost);
    this.#seen.push(0);
    return slot;
  }

  /** How far the journal goes: what `capture`, `undo` and `merge` count from. */
  get mark(): number {
    return this.#journalSlots.length;
  }

  /** Without what is known of the value; -1: not set, or not remembered. */
  readBare(slot: number): number {
    if (this.#writtenIn[slot]! >= this.#innermost) return this.#values[slot]!;
    const kind = this.#kinds[slot]!;
    if (kind === SlotKind.fact) return 0;
    if (kind === SlotKind.steady || kind === SlotKind.guard) return this.#values[slot]!;
    return this.#atLoopHead(slot, kind);
  }

  /** What is known by a slot of that kind; -1: nothing was said yet. `isOfRound`: what it is about was made in this round of the loop. */
  fact(slot: number, isOfRound: boolean): number {
    return isOfRound || this.#writtenIn[slot]! >= this.#innermost ? this.#values[slot]! : 0;
  }

  read(slot: number): number {
    const value = this.readBare(slot);
    return value < 0 || this.#guardSlots.size === 0 ? value : this.guarded(value);
  }

  /** The value with all that is known of it here. */
  guarded(value: number): number {
    const slot = this.#guardSlots.get(this.rootOf(value));
    if (slot === undefined) return value;
    const known = this.#values[slot]!;
    return known < 0 ? value : this.#knowledge.carrying(value, known);
  }

  /** What a value is a guarded form of; itself for others. */
  rootOf(value: number): number {
    return this.#knowledge.rootOf(value);
  }

  /** A value that was read through `earlier`, read again through `base`, which may carry more knowledge: that is put around it. */
  guardedThrough(value: number, base: number, earlier: number): number {
    return this.#knowledge.through(value, base, earlier);
  }

  write(slot: number, value: number): void {
    this.#journalSlots.push(slot);
    this.#journalValues.push(this.#values[slot]!);
    this.#journalLoops.push(this.#writtenIn[slot]!);
    this.#values[slot] = value;
    this.#writtenIn[slot] = this.#innermost;
  }

  /** From here on the test, which says something about the value, is true (1) or false (0). */
  know(root: number, test: number, truth: number): void {
    let slot = this.#guardSlots.get(root);
    if (slot === undefined) {
      slot = this.slot(SlotKind.guard);
      this.#guardSlots.set(root, slot);
    }
    this.write(slot, this.#knowledge.add(root, this.#values[slot]!, test, truth));
  }

  /** The tests that a value has passed by here. */
  testsOf(value: number): { readonly test: number; readonly truth: number }[] {
    const slot = this.#guardSlots.get(this.rootOf(value));
    return slot === undefined || !this.reachable ? [] : this.#knowledge.testsOf(this.#values[slot]!);
  }

  /** What was written since the mark. */
  capture(mark: number): Snapshot {
    const end = this.#journalSlots.length;
    if (end === mark) return nothing;
    const slots: number[] = [];
    const values: number[] = [];
    const epoch = ++this.#epoch;
    for (let at = mark; at < end; at++) {
      const slot = this.#journalSlots[at]!;
      if (this.#seen[slot] === epoch) continue;
      this.#seen[slot] = epoch;
      slots.push(slot);
      // What is remembered of loads is not worth a phi of a loop: it is read anew.
      if (this.#kinds[slot] === SlotKind.fact) {
        values.push(this.#writtenIn[slot]! < this.#innermost ? 0 : this.#values[slot]!);
        continue;
      }
      const isStale = this.#kinds[slot] === SlotKind.memo && this.#writtenIn[slot]! < this.#innermost;
      values.push(isStale ? -1 : this.readBare(slot));
    }
    return { slots, values };
  }

  /** As `capture`, for a place outside of loops that are still open, of which the first to be left is number `depth`. */
  captureOutOf(mark: number, depth: number): Snapshot {
    let snapshot = this.capture(mark);
    if (depth >= this.#loops.length) return snapshot;
    if (snapshot === nothing) snapshot = { slots: [], values: [] };
    for (let at = depth; at < this.#loops.length; at++) this.#loops[at]!.escaping.push(snapshot);
    return snapshot;
  }

  undo(mark: number): void {
    for (let at = this.#journalSlots.length - 1; at >= mark; at--) {
      const slot = this.#journalSlots[at]!;
      this.#values[slot] = this.#journalValues[at]!;
      this.#writtenIn[slot] = this.#journalLoops[at]!;
    }
    this.#journalSlots.length = mark;
    this.#journalValues.length = mark;
    this.#journalLoops.length = mark;
  }

  apply(snapshot: Snapshot): void {
    for (let at = 0; at < snapshot.slots.length; at++) this.write(snapshot.slots[at]!, snapshot.values[at]!);
  }

  /** Several ways meet, each from the state that is now current: what differs becomes a `Phi`. None: nothing comes here. */
  merge(snapshots: readonly Snapshot[]): void {
    this.reachable = snapshots.length > 0;
    if (snapshots.length === 0) return;
    if (snapshots.length === 1) return this.apply(snapshots[0]!);
    const ways = new Map<number, { at: number; value: number }[]>();
    for (let at = 0; at < snapshots.length; at++) {
      const { slots, values } = snapshots[at]!;
      for (let nth = 0; nth < slots.length; nth++) {
        const slot = slots[nth]!;
        const list = ways.get(slot);
        if (list === undefined) ways.set(slot, [{ at, value: values[nth]! }]);
        else list.push({ at, value: values[nth]! });
      }
    }
    // Guards come last: what the other slots were before is told with the knowledge of each way, not of all.
    for (const [slot, list] of ways) if (this.#kinds[slot] !== SlotKind.guard) this.#mergeValue(slot, list, snapshots);
    for (const [slot, list] of ways)
      if (this.#kinds[slot] === SlotKind.guard) this.#mergeGuard(slot, list, snapshots.length);
  }

  /** The first value that is made in the innermost loop. */
  get loopStart(): number {
    return this.#loopStarts.at(-1) ?? 0;
  }

  get loopDepth(): number {
    return this.#loops.length;
  }

  /** `from`: the first value that is made in it. */
  openLoop(from = 0): void {
    this.#loopStarts.push(from);
    const id = ++this.#loopSerial;
    this.#loops.push({ id, mark: this.mark, phis: new Map(), entries: new Map(), escaping: [] });
    this.#innermost = id;
  }

  /** The last thing of a round is done, and `exits` are the states in which the loop was left. */
  closeLoop(exits: readonly Snapshot[]): void {
    const loop = this.#loops.at(-1);
    const back = this.reachable ? this.capture(loop.mark) : nothing;
    this.undo(loop.mark);
    for (const slot of back.slots) {
      if (this.#kinds[slot] === SlotKind.variable && this.#homes[slot]! < loop.id)
        this.#atLoopHead(slot, SlotKind.variable);
    }
    this.#loops.pop();
    this.#loopStarts.pop();
    this.#innermost = this.#loops.at(-1)?.id ?? 0;
    const ends = new Map<number, number>();
    for (let at = 0; at < back.slots.length; at++) ends.set(back.slots[at]!, back.values[at]!);
    for (const [slot, phi] of loop.phis) this.#closePhi(loop, slot, phi, ends.get(slot));
    for (const [slot, value] of ends) {
      if (this.#kinds[slot] === SlotKind.fact) this.write(slot, 0);
      if (this.#kinds[slot] !== SlotKind.memo || loop.phis.has(slot) || this.#values[slot] === value) continue;
      if (this.#values[slot]! >= 0) this.write(slot, -1);
    }
    this.merge(exits);
  }

  #closePhi(loop: Loop, slot: number, phi: number, back: number | undefined): void {
    const entry = loop.entries.get(slot)!;
    let last = back ?? phi;
    if (last < 0) last = this.#kinds[slot] === SlotKind.memo ? this.#emission.reload(entry) : phi;
    if (last === phi || last === entry) {
      this.#emission.replace(phi, entry);
      return;
    }
    this.#emission.closePhi(phi, [entry, last]);
    this.write(slot, phi);
    for (const snapshot of loop.escaping) {
      if (snapshot.slots.includes(slot)) continue;
      snapshot.slots.push(slot);
      snapshot.values.push(phi);
    }
  }

  /** What a slot that was not written since a loop began is in any of its rounds: a `Phi` of each loop around. */
  #atLoopHead(slot: number, kind: SlotKind): number {
    let value = this.#values[slot]!;
    const written = this.#writtenIn[slot]!;
    for (const loop of this.#loops) {
      if (loop.id <= written) continue;
      let phi = loop.phis.get(slot);
      if (phi === undefined) {
        if (value < 0) {
          if (kind === SlotKind.memo) return -1;
          value = this.#emission.undefined();
        }
        const entry = this.#guardedAt(value, loop);
        phi = this.#emission.openPhi();
        loop.phis.set(slot, phi);
        loop.entries.set(slot, entry);
      }
      value = phi;
    }
    return value;
  }

  /** The value with what was known of it when the loop began. */
  #guardedAt(value: number, loop: Loop): number {
    const slot = this.#guardSlots.get(this.rootOf(value));
    if (slot === undefined) return value;
    let known = this.#values[slot]!;
    for (let at = loop.mark; at < this.#journalSlots.length; at++) {
      if (this.#journalSlots[at] !== slot) continue;
      known = this.#journalValues[at]!;
      break;
    }
    return known < 0 ? value : this.#knowledge.carrying(value, known);
  }

  #mergeValue(slot: number, list: readonly { at: number; value: number }[], snapshots: readonly Snapshot[]): void {
    const isMemo = this.#kinds[slot] === SlotKind.memo;
    const operands: number[] = [];
    const add = (value: number, snapshot: Snapshot | undefined): boolean => {
      if (value < 0) return !isMemo;
      const whole = snapshot === undefined ? value : this.#guardedIn(value, snapshot);
      if (!operands.includes(whole)) operands.push(whole);
      return true;
    };
    const first = list[0]!.value;
    if (list.length === snapshots.length && list.every(({ value }) => value === first)) return this.write(slot, first);
    const before = this.readBare(slot);
    if (list.every(({ value }) => value === before)) return;
    if (this.#kinds[slot] === SlotKind.fact) return this.write(slot, 0);
    let next = 0;
    for (let at = 0; at < snapshots.length; at++) {
      const own = next < list.length && list[next]!.at === at ? list[next++]!.value : before;
      if (!add(own, snapshots[at])) return this.write(slot, -1);
    }
    if (operands.length === 0) return;
    this.write(slot, operands.length === 1 ? operands[0]! : this.#emission.phi(operands));
  }

  /** The value with what is known of it at the end of a way. */
  #guardedIn(value: number, { slots, values }: Snapshot): number {
    const slot = this.#guardSlots.get(this.rootOf(value));
    if (slot === undefined) return value;
    const at = slots.indexOf(slot);
    const known = at < 0 ? this.#values[slot]! : values[at]!;
    return known < 0 ? value : this.#knowledge.carrying(value, known);
  }

  /** What is known on all ways; of two that come of one test nothing, of several that come of different tests that it passed one of them. */
  #mergeGuard(slot: number, list: readonly { at: number; value: number }[], ways: number): void {
    const before = this.#values[slot]!;
    if (list.length < ways) return;
    const ends: number[] = [];
    for (const { value } of list) {
      if (value === before || value < 0) return;
      for (const end of this.#knowledge.endsOf(value)) if (!ends.includes(end)) ends.push(end);
    }
    if (ends.length === 1) return this.write(slot, ends[0]!);
    if (ends.length > widestEither || (ends.length === 2 && this.#knowledge.areComplementary(ends[0]!, ends[1]!)))
      return;
    this.write(slot, this.#knowledge.addEither(before, ends));
  }
}
