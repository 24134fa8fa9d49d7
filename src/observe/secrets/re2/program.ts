import { type Assertion, type Node, Re2Error, type Regexp } from './node.ts';
import { has, type Runes } from './runes.ts';

/** Instructions, by their numbers: operation, where it goes on, and what else it needs. */
export interface Program {
  readonly start: number;
  readonly size: number;
  readonly operation: Uint8Array;
  readonly next: Int32Array;
  /** `runes`: the class; `alt`: the second way; `save`: the slot; `assert`: its code. */
  readonly operand: Int32Array;
  /** 128 flags per class. */
  readonly ascii: Uint8Array;
  /** Of each class, for what is beyond ASCII. */
  readonly beyond: readonly Runes[];
  /** Bytes that a match can begin with; undefined when it can be empty. */
  readonly first: Uint8Array | undefined;
  readonly hasAssertions: boolean;
  /** Two for the whole match and two for each group; 1 in a program without groups, for the start. */
  readonly slots: number;
}

export const operations = { match: 0, runes: 1, alt: 2, save: 3, assert: 4 } as const;

/** Bits: a position satisfies some of them. */
export const assertionBits: Readonly<Record<Assertion, number>> = {
  'text-start': 1,
  'text-end': 2,
  'line-start': 4,
  'line-end': 8,
  'word-boundary': 16,
  'no-word-boundary': 32,
};

export const mostInstructions = 50_000;

/**
 * The program of a pattern: one that finds where matches are, or, `withGroups`, one that tells what its groups took. Counts are
 * written out as Go does it, so that of several ways to match the same one is taken.
 * @throws Re2Error `too-large`
 */
export function compileRe2(regexp: Regexp, withGroups: boolean): Program {
  const builder = new Builder(withGroups);
  const start = builder.build(regexp.root, builder.add(operations.match, 0, 0));
  return builder.finish(start, withGroups ? 2 * regexp.groups + 2 : 1);
}

class Builder {
  private readonly operation: number[] = [];
  private readonly next: number[] = [];
  private readonly operand: number[] = [];
  private readonly classes: Runes[] = [];
  private readonly classNumbers = new Map<string, number>();
  private readonly withGroups: boolean;

  constructor(withGroups: boolean) {
    this.withGroups = withGroups;
  }

  add(operation: number, next: number, operand: number): number {
    if (this.operation.length === mostInstructions)
      throw new Re2Error('too-large', `more than ${mostInstructions} instructions: it repeats too much`, 0);
    this.next.push(next);
    this.operand.push(operand);
    return this.operation.push(operation) - 1;
  }

  /** The first instruction of what matches the node and goes on at `next`. */
  build(node: Node, next: number): number {
    switch (node.kind) {
      case 'empty':
        return next;
      case 'runes':
        return this.add(operations.runes, next, this.classNumber(node.runes));
      case 'sequence':
        return node.items.reduceRight((after, item) => this.build(item, after), next);
      case 'choice': {
        const starts = node.options.map((option) => this.build(option, next));
        return starts.reduceRight((second, first) => this.add(operations.alt, first, second));
      }
      case 'repeat':
        return this.repeat(node, next);
      case 'group': {
        if (!this.withGroups) return this.build(node.item, next);
        const end = this.add(operations.save, next, 2 * node.number + 1);
        return this.add(operations.save, this.build(node.item, end), 2 * node.number);
      }
      default:
        return this.add(operations.assert, next, assertionBits[node.what]);
    }
  }

  private repeat({ item, min, max, lazy }: Extract<Node, { kind: 'repeat' }>, next: number): number {
    let start = next;
    if (max === -1) {
      start = min === 0 ? this.star(item, lazy, next) : this.plus(item, lazy, next);
    } else {
      for (let count = min; count < max; count += 1) start = this.either(this.build(item, start), next, lazy);
    }
    const written = max === -1 ? Math.min(1, min) : 0;
    for (let count = written; count < min; count += 1) start = this.build(item, start);
    return start;
  }

  /** What can match nothing goes around at least once, or not at all. */
  private star(item: Node, lazy: boolean, next: number): number {
    if (canBeEmpty(item)) return this.either(this.plus(item, lazy, next), next, lazy);
    const loop = this.either(next, next, lazy);
    this.point(loop, this.build(item, loop), lazy);
    return loop;
  }

  private plus(item: Node, lazy: boolean, next: number): number {
    const loop = this.either(next, next, lazy);
    const body = this.build(item, loop);
    this.point(loop, body, lazy);
    return body;
  }

  private either(body: number, next: number, lazy: boolean): number {
    return lazy ? this.add(operations.alt, next, body) : this.add(operations.alt, body, next);
  }

  private point(loop: number, body: number, lazy: boolean): void {
    if (lazy) this.operand[loop] = body;
    else this.next[loop] = body;
  }

  private classNumber(runes: Runes): number {
    const key = runes.join();
    const known = this.classNumbers.get(key);
    if (known !== undefined) return known;
    this.classNumbers.set(key, this.classes.length);
    return this.classes.push(runes) - 1;
  }

  finish(start: number, slots: number): Program {
    const ascii = new Uint8Array(128 * this.classes.length);
    for (const [number, runes] of this.classes.entries())
      for (let byte = 0; byte < 128; byte += 1) if (has(runes, byte)) ascii[128 * number + byte] = 1;
    const program = {
      start,
      size: this.operation.length,
      operation: Uint8Array.from(this.operation),
      next: Int32Array.from(this.next),
      operand: Int32Array.from(this.operand),
      ascii,
      beyond: this.classes.map(beyondAscii),
      hasAssertions: this.operation.includes(operations.assert),
      slots,
    };
    return { ...program, first: firstBytes(program) };
  }
}

function beyondAscii(runes: Runes): Runes {
  const pairs: number[] = [];
  for (let at = 0; at < runes.length; at += 2)
    if (runes[at + 1]! > 127) pairs.push(Math.max(128, runes[at]!), runes[at + 1]!);
  return pairs;
}

/** Assertions are taken to hold. */
function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'runes':
      return false;
    case 'sequence':
      return node.items.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.item);
    case 'group':
      return canBeEmpty(node.item);
    default:
      return true;
  }
}

function firstBytes(program: Omit<Program, 'first'>): Uint8Array | undefined {
  const bytes = new Uint8Array(256);
  const seen = new Uint8Array(program.size);
  const open = [program.start];
  while (open.length > 0) {
    const at = open.pop()!;
    if (seen[at] === 1) continue;
    seen[at] = 1;
    const operation = program.operation[at];
    const operand = program.operand[at]!;
    if (operation === operations.match) return undefined;
    if (operation === operations.runes) {
      for (let byte = 0; byte < 128; byte += 1) if (program.ascii[128 * operand + byte] === 1) bytes[byte] = 1;
      if (program.beyond[operand]!.length > 0) bytes.fill(1, 128);
    } else {
      open.push(program.next[at]!);
      if (operation === operations.alt) open.push(operand);
    }
  }
  return bytes;
}
