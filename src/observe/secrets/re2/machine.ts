import { assertionBits, operations, type Program } from './program.ts';
import { decodeRune, runeWidth } from './utf8.ts';
import { has } from './runes.ts';

/** Steps that may still be taken; shared by all who look through one file for one rule. */
export interface Budget {
  steps: number;
}

/** Where a match is, in bytes. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

const { match, runes, alt, save } = operations;

/**
 * Runs a program over text as Go does: all threads in step, in order of preference, so that it takes at most (instructions ×
 * characters) steps, whatever the pattern and the text (Pike; Cox, "Regular Expression Matching: the Virtual Machine Approach").
 * A byte that is no UTF-8 is the character U+FFFD.
 */
export class Machine {
  private readonly program: Program;
  private current: Threads;
  private following: Threads;
  private readonly stack: number[] = [];
  private readonly slots: Int32Array;
  /** Of the match that was found last. */
  readonly found: Int32Array;

  constructor(program: Program) {
    this.program = program;
    this.current = new Threads(program);
    this.following = new Threads(program);
    this.slots = new Int32Array(program.slots);
    this.found = new Int32Array(Math.max(2, program.slots));
  }

  /**
   * The first match that begins at `from` or later, at `lastStart` at the latest, which Go would find there too; undefined without
   * one. `from` must be where a character begins. With `anyEnd`, it may end anywhere: only whether there is one counts.
   * `budget.steps` is below 0 when it did not suffice.
   */
  find(text: Uint8Array, from: number, lastStart: number, budget: Budget, anyEnd = false): Found | undefined {
    const { program } = this;
    let isFound = false;
    this.current.clear();
    for (let at = from; ;) {
      if (this.current.count === 0) {
        if (isFound) break;
        at = this.skip(text, at, lastStart);
        if (at > lastStart) break;
      }
      if (!isFound && at <= lastStart) {
        this.slots.fill(-1);
        this.slots[0] = at;
        this.add(this.current, program.start, text, at, budget);
      }
      const rune = at < text.length ? (text[at]! < 128 ? text[at]! : decodeRune(text, at)) : -1;
      const width = at < text.length ? (rune < 128 ? 1 : runeWidth(text, at)) : 0;
      this.following.clear();
      if (this.step(rune, text, at, at + width, budget)) {
        isFound = true;
        if (anyEnd) break;
      }
      if (budget.steps < 0) return undefined;
      if (width === 0) break;
      at += width;
      [this.current, this.following] = [this.following, this.current];
    }
    return isFound ? { start: this.found[0]!, end: this.found[1]! } : undefined;
  }

  /** Past bytes that no match begins with. */
  private skip(text: Uint8Array, from: number, lastStart: number): number {
    const { first } = this.program;
    if (first === undefined) return from;
    const end = Math.min(text.length, lastStart + 1);
    let at = from;
    while (at < end && first[text[at]!] === 0) at += 1;
    // At the very end nothing but an empty match could begin.
    return at >= text.length ? lastStart + 1 : at;
  }

  /** True when a thread matched: those that are less preferred are dropped. */
  private step(rune: number, text: Uint8Array, at: number, after: number, budget: Budget): boolean {
    const { operation, operand, next, ascii, beyond } = this.program;
    const { current, following } = this;
    budget.steps -= current.count;
    for (let index = 0; index < current.count; index += 1) {
      const place = current.places[index]!;
      if (operation[place] === match) {
        current.read(index, this.found);
        this.found[1] = at;
        return true;
      }
      if (rune < 0) continue;
      const number = operand[place]!;
      if (rune < 128 ? ascii[128 * number + rune] === 1 : has(beyond[number]!, rune)) {
        current.read(index, this.slots);
        this.add(following, next[place]!, text, after, budget);
      }
    }
    return false;
  }

  /** Adds the threads that go on from an instruction without reading, most preferred first. */
  private add(threads: Threads, from: number, text: Uint8Array, at: number, budget: Budget): void {
    const { operation, operand, next, hasAssertions } = this.program;
    const { stack, slots } = this;
    const bits = hasAssertions ? bitsAt(text, at) : 0;
    let taken = 0;
    stack.push(from);
    while (stack.length > 0) {
      const place = stack.pop()!;
      if (place < 0) {
        // Two words: ~slot, and the value that it had.
        slots[~place] = stack.pop()!;
        continue;
      }
      taken += 1;
      if (!threads.visit(place)) continue;
      switch (operation[place]) {
        case runes:
        case match:
          threads.push(place, slots);
          break;
        case alt:
          stack.push(operand[place]!, next[place]!);
          break;
        case save: {
          const slot = operand[place]!;
          stack.push(slots[slot]!, ~slot, next[place]!);
          slots[slot] = at;
          break;
        }
        default:
          if ((bits & operand[place]!) !== 0) stack.push(next[place]!);
      }
    }
    budget.steps -= taken;
  }
}

/** Instructions that wait for the next character, each once, in order of preference, with the slots of each. */
class Threads {
  count = 0;
  readonly places: Int32Array;
  private readonly slots: Int32Array;
  private readonly width: number;
  private readonly visited: Uint32Array;
  private generation = 0;

  constructor({ size, slots }: Program) {
    this.places = new Int32Array(size);
    this.slots = new Int32Array(size * slots);
    this.width = slots;
    this.visited = new Uint32Array(size);
  }

  clear(): void {
    this.count = 0;
    this.generation += 1;
    if (this.generation === 0xffffffff) {
      this.visited.fill(0);
      this.generation = 1;
    }
  }

  /** False when it was visited before. */
  visit(place: number): boolean {
    if (this.visited[place] === this.generation) return false;
    this.visited[place] = this.generation;
    return true;
  }

  push(place: number, slots: Int32Array): void {
    this.places[this.count] = place;
    const at = this.count * this.width;
    for (let slot = 0; slot < this.width; slot += 1) this.slots[at + slot] = slots[slot]!;
    this.count += 1;
  }

  read(index: number, into: Int32Array): void {
    const at = index * this.width;
    for (let slot = 0; slot < this.width; slot += 1) into[slot] = this.slots[at + slot]!;
  }
}

function bitsAt(text: Uint8Array, at: number): number {
  const before = at > 0 ? text[at - 1]! : -1;
  const after = at < text.length ? text[at]! : -1;
  let bits = isWord(before) === isWord(after) ? assertionBits['no-word-boundary'] : assertionBits['word-boundary'];
  if (before < 0) bits |= assertionBits['text-start'] | assertionBits['line-start'];
  else if (before === 10) bits |= assertionBits['line-start'];
  if (after < 0) bits |= assertionBits['text-end'] | assertionBits['line-end'];
  else if (after === 10) bits |= assertionBits['line-end'];
  return bits;
}

function isWord(byte: number): boolean {
  return (byte >= 48 && byte < 58) || (byte >= 65 && byte < 91) || byte === 95 || (byte >= 97 && byte < 123);
}
