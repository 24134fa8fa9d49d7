import { type Characters, isIn, wordCharacters } from './characters.ts';
import { type Expression, leastLength } from './expression.ts';

type Instruction =
  | { readonly do: 'take'; readonly set: Characters }
  /** First the one place, then, if that fails, the other. */
  | { readonly do: 'try'; readonly first: number; readonly otherwise: number }
  | { readonly do: 'go'; readonly to: number }
  | { readonly do: 'assert'; readonly what: Expression }
  | {
      readonly do: 'look';
      readonly from: number;
      readonly to: number;
      readonly isNegative: boolean;
      readonly isAtomic: boolean;
    }
  | {
      readonly do: 'look-back';
      readonly from: number;
      readonly to: number;
      readonly isNegative: boolean;
      readonly least: number;
    }
  | { readonly do: 'count'; readonly register: number }
  /** At the beginning of each round of a counted or empty-able repetition. */
  | {
      readonly do: 'round';
      readonly register: number;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
      readonly end: number;
    }
  | { readonly do: 'again'; readonly register: number; readonly min: number; readonly to: number }
  | { readonly do: 'done' };

/** How an expression is put to a text: from anywhere (once, or again after each match), from the beginning, or all of it. */
export type Matching = 'search' | 'search-all' | 'match' | 'whole';

/**
 * A matcher that goes back and tries again as those of JavaScript and Python do, and counts its steps. Two registers for each counted
 * repetition: the round, and where it began.
 */
export class Matcher {
  readonly #code: Instruction[] = [];
  #registers = 0;

  constructor(expression: Expression, matching: Matching) {
    this.#compile(expression);
    if (matching === 'whole') this.#code.push({ do: 'assert', what: { is: 'end' } });
    this.#code.push({ do: 'done' });
  }

  /** The steps that it takes to put the expression to a text (`most` where it takes as many or more), and where its first match ends (-1: none). */
  put(text: string, matching: Matching, most: number): { readonly steps: number; readonly end: number } {
    const run = new Run(this.#code, this.#registers, text, most);
    const last = matching === 'search' || matching === 'search-all' ? text.length : 0;
    let first = -1;
    for (let start = 0; start <= last; start++) {
      const end = run.from(0, start);
      if (run.steps >= most) return { steps: most, end: first };
      if (end < 0) continue;
      if (first < 0) first = end;
      if (matching !== 'search-all') break;
      start = Math.max(start, end - 1);
    }
    return { steps: run.steps, end: first };
  }

  #compile(expression: Expression): void {
    const code = this.#code;
    switch (expression.is) {
      case 'set':
        code.push({ do: 'take', set: expression.set });
        break;
      case 'sequence':
        for (const item of expression.items) this.#compile(item);
        break;
      case 'either':
        this.#compileEither(expression.options);
        break;
      case 'repeat':
        this.#compileRepeat(expression);
        break;
      case 'look':
        this.#compileLook(expression);
        break;
      case 'atomic': {
        const at = code.push({ do: 'done' }) - 1;
        this.#compile(expression.item);
        code.push({ do: 'done' });
        code[at] = { do: 'look', from: at + 1, to: code.length, isNegative: false, isAtomic: true };
        break;
      }
      default:
        code.push({ do: 'assert', what: expression });
    }
  }

  #compileEither(options: readonly Expression[]): void {
    const code = this.#code;
    const exits: number[] = [];
    for (const [nth, option] of options.entries()) {
      const isLast = nth === options.length - 1;
      const at = isLast ? -1 : code.push({ do: 'done' }) - 1;
      this.#compile(option);
      if (isLast) break;
      exits.push(code.push({ do: 'done' }) - 1);
      code[at] = { do: 'try', first: at + 1, otherwise: code.length };
    }
    for (const exit of exits) code[exit] = { do: 'go', to: code.length };
  }

  #compileRepeat({ item, min, max, isLazy }: Extract<Expression, { is: 'repeat' }>): void {
    const code = this.#code;
    if (max === 0) return;
    const isPlain = leastLength(item) > 0 && ((min <= 1 && max === Infinity) || (min === 0 && max === 1));
    if (!isPlain) {
      const register = this.#registers++;
      code.push({ do: 'count', register });
      const at = code.push({ do: 'done' }) - 1;
      this.#compile(item);
      code.push({ do: 'again', register, min, to: at });
      code[at] = { do: 'round', register, min, max, isLazy, end: code.length };
      return;
    }
    if (min === 1) {
      const from = code.length;
      this.#compile(item);
      const next = code.length + 1;
      code.push(isLazy ? { do: 'try', first: next, otherwise: from } : { do: 'try', first: from, otherwise: next });
      return;
    }
    const at = code.push({ do: 'done' }) - 1;
    this.#compile(item);
    if (max === Infinity) code.push({ do: 'go', to: at });
    code[at] = isLazy
      ? { do: 'try', first: code.length, otherwise: at + 1 }
      : { do: 'try', first: at + 1, otherwise: code.length };
  }

  #compileLook({ item, isAhead, isNegative }: Extract<Expression, { is: 'look' }>): void {
    const code = this.#code;
    const at = code.push({ do: 'done' }) - 1;
    this.#compile(item);
    code.push({ do: 'done' });
    code[at] = isAhead
      ? { do: 'look', from: at + 1, to: code.length, isNegative, isAtomic: false }
      : { do: 'look-back', from: at + 1, to: code.length, isNegative, least: leastLength(item) };
  }
}

/** One text: what is still to be tried, and what the registers were before. */
class Run {
  readonly #code: readonly Instruction[];
  readonly #text: string;
  readonly #rounds: Int32Array;
  readonly #starts: Int32Array;
  readonly #most: number;
  /** Three numbers each: a place in the code and in the text; or -1 - a register, its round and where that began. */
  readonly #later: number[] = [];
  steps = 0;

  constructor(code: readonly Instruction[], registers: number, text: string, most: number) {
    this.#code = code;
    this.#text = text;
    this.#rounds = new Int32Array(registers);
    this.#starts = new Int32Array(registers);
    this.#most = most;
  }

  /** Where the match ends that begins at a place; -1 for none. */
  from(place: number, start: number): number {
    const later = this.#later;
    const bottom = later.length;
    let pc = place;
    let at = start;
    for (;;) {
      if (++this.steps >= this.#most) return this.#unwound(bottom, -1);
      const instruction = this.#code[pc]!;
      if (instruction.do === 'done') return this.#unwound(bottom, at);
      const next = this.#step(instruction, pc, at);
      if (next >= 0) {
        if (instruction.do === 'take') at += 1;
        else if (instruction.do === 'look' && instruction.isAtomic) at = this.#reached;
        pc = next;
        continue;
      }
      for (;;) {
        if (later.length === bottom) return -1;
        const began = later.pop()!;
        const round = later.pop()!;
        const what = later.pop()!;
        if (what >= 0) {
          pc = what;
          at = began;
          break;
        }
        this.#rounds[-1 - what] = round;
        this.#starts[-1 - what] = began;
      }
    }
  }

  #reached = 0;

  /** Takes back all that is still to be tried: what was found stays found. Registers keep what they are: they are set before they are read. */
  #unwound(bottom: number, result: number): number {
    this.#later.length = bottom;
    return result;
  }

  /** The next place in the code; -1 if it fails. */
  #step(instruction: Instruction, pc: number, at: number): number {
    switch (instruction.do) {
      case 'take':
        return at < this.#text.length && isIn(this.#text.charCodeAt(at), instruction.set) ? pc + 1 : -1;
      case 'try':
        this.#later.push(instruction.otherwise, 0, at);
        return instruction.first;
      case 'go':
        return instruction.to;
      case 'assert':
        return this.#holds(instruction.what, at) ? pc + 1 : -1;
      case 'look': {
        const end = this.from(instruction.from, at);
        this.#reached = end;
        return end >= 0 === instruction.isNegative ? -1 : instruction.to;
      }
      case 'look-back':
        return this.#isBefore(instruction, at) === instruction.isNegative ? -1 : instruction.to;
      case 'count':
        this.#set(instruction.register, 0, -1);
        return pc + 1;
      case 'round':
        return this.#round(instruction, pc, at);
      case 'again': {
        const round = this.#rounds[instruction.register]!;
        // A round that took nothing, beyond those that must be, is none.
        if (at === this.#starts[instruction.register] && round > instruction.min) return -1;
        return instruction.to;
      }
      default:
        return -1;
    }
  }

  #round(instruction: Extract<Instruction, { do: 'round' }>, pc: number, at: number): number {
    const { register, min, max, isLazy, end } = instruction;
    const round = this.#rounds[register]!;
    if (round >= max) return end;
    if (round >= min && isLazy) {
      // From the top: the registers of the round that is tried later, the round, and what they are again when it failed.
      this.#later.push(-1 - register, round, this.#starts[register]!, pc + 1, 0, at, -1 - register, round + 1, at);
      return end;
    }
    if (round >= min) this.#later.push(end, 0, at);
    this.#set(register, round + 1, at);
    return pc + 1;
  }

  #set(register: number, round: number, start: number): void {
    this.#later.push(-1 - register, this.#rounds[register]!, this.#starts[register]!);
    this.#rounds[register] = round;
    this.#starts[register] = start;
  }

  #isBefore({ from, least }: Extract<Instruction, { do: 'look-back' }>, at: number): boolean {
    for (let start = at - least; start >= 0 && at - start <= 200; start--)
      if (this.from(from, start) === at) return true;
    return false;
  }

  #holds(what: Expression, at: number): boolean {
    const text = this.#text;
    switch (what.is) {
      case 'start':
        return at === 0;
      case 'end':
        return at === text.length;
      case 'last-line-end':
        return at === text.length || (at === text.length - 1 && text[at] === '\n');
      case 'line-start':
        return at === 0 || isIn(text.charCodeAt(at - 1), what.ends);
      case 'line-end':
        return at === text.length || isIn(text.charCodeAt(at), what.ends);
      case 'boundary':
      case 'no-boundary':
        return (this.#isWord(at - 1) !== this.#isWord(at)) === (what.is === 'boundary');
      default:
        return true;
    }
  }

  #isWord(at: number): boolean {
    return at >= 0 && at < this.#text.length && isIn(this.#text.charCodeAt(at), wordCharacters);
  }
}
