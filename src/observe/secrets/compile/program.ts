import { followsOf } from './follow.ts';
import { assertionCode, type ClassTable, type Instruction, operation, ProgramError } from './instruction.ts';
import type { Pattern } from './pattern.ts';

const unlimited = 0xffff;
const maxInstructions = 4000;

export interface Program {
  /** 6 numbers per instruction: operation | a << 4, b, c, row, follow, follow. */
  readonly words: Uint16Array;
  /** Rows of the memo that keeps the matcher linear: one per place to which it can come back. */
  readonly rows: number;
  /** Class of the bytes with which a match can begin; 0xffff: any. */
  readonly first: number;
  /** Group names in order of their slots: group i is kept in slots 2 i + 2 and 2 i + 3. */
  readonly groups: readonly string[];
}

/** @throws ProgramError */
export function compileProgram(pattern: Pattern, classes: ClassTable, groups: readonly string[]): Program {
  if (groups.length > 4) throw new ProgramError('too-many-groups', 'more than 4 named groups');
  const emitter = new Emitter(classes, groups);
  emitter.emit(pattern);
  emitter.add(operation.match);
  const { behind, first } = followsOf(emitter.code, classes);
  const words = emitter.code.flatMap((instruction, place) => [...instruction, ...behind[place]!]);
  return { words: Uint16Array.from(words), rows: emitter.rows, first, groups };
}

class Emitter {
  readonly code: Instruction[] = [];
  rows = 0;
  private readonly classes: ClassTable;
  private readonly groups: readonly string[];

  constructor(classes: ClassTable, groups: readonly string[]) {
    this.classes = classes;
    this.groups = groups;
  }

  add(op: number, a = 0, b = 0, c = 0, row = 0): number {
    if (this.code.length === maxInstructions) {
      throw new ProgramError('too-large', `more than ${maxInstructions} instructions: repeat less`);
    }
    return this.code.push([op | (a << 4), b, c, row]) - 1;
  }

  emit(pattern: Pattern): void {
    switch (pattern.kind) {
      case 'set':
        this.add(operation.set, this.classes.number(pattern.set));
        return;
      case 'sequence':
        for (const item of pattern.items) this.emit(item);
        return;
      case 'choice':
        this.choice(pattern.options);
        return;
      case 'repeat':
        this.repeat(pattern);
        return;
      case 'group': {
        const slot = 2 + 2 * this.groups.indexOf(pattern.name);
        this.add(operation.save, slot);
        this.emit(pattern.item);
        this.add(operation.save, slot + 1);
        return;
      }
      case 'assert':
        this.add(operation.assert, assertionCode[pattern.what]);
        return;
      case 'not-next':
        this.add(operation.notNext, this.classes.number(pattern.set));
        return;
    }
  }

  private choice(options: readonly Pattern[]): void {
    const jumps: number[] = [];
    for (const [index, option] of options.entries()) {
      if (index === options.length - 1) this.emit(option);
      else {
        const split = this.split();
        this.code[split]![1] = this.code.length;
        this.emit(option);
        jumps.push(this.add(operation.jump));
        this.code[split]![2] = this.code.length;
      }
    }
    for (const jump of jumps) this.code[jump]![1] = this.code.length;
  }

  private repeat({ item, min, max, lazy }: Extract<Pattern, { kind: 'repeat' }>): void {
    if (item.kind === 'set') {
      // Two rows: one for coming to the run, one for going on behind it.
      this.add(
        lazy ? operation.repeatLazy : operation.repeat,
        this.classes.number(item.set),
        min,
        Math.min(max, unlimited),
        this.rows,
      );
      this.rows += 2;
      return;
    }
    for (let count = 0; count < min; count += 1) this.emit(item);
    if (max === Infinity) {
      const split = this.split();
      const body = this.code.length;
      this.emit(item);
      this.add(operation.jump, 0, split);
      this.aim(split, body, this.code.length, lazy);
      return;
    }
    const splits: [number, number][] = [];
    for (let count = min; count < max; count += 1) {
      splits.push([this.split(), this.code.length]);
      this.emit(item);
    }
    for (const [split, body] of splits) this.aim(split, body, this.code.length, lazy);
  }

  private split(): number {
    const at = this.add(operation.split, 0, 0, 0, this.rows);
    this.rows += 1;
    return at;
  }

  private aim(split: number, body: number, after: number, lazy: boolean): void {
    this.code[split]![1] = lazy ? after : body;
    this.code[split]![2] = lazy ? body : after;
  }
}
