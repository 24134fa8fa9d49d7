import type { PatternLanguage } from '../tree/languages.ts';
import type { Node } from '../tree/node.ts';
import type { Names } from './names.ts';

/** What is still to be matched: a linked list, so that what was put aside is shared by all ways on. */
export interface Frame {
  readonly op: Operation;
  readonly pattern: Node | undefined;
  readonly node: Node | undefined;
  readonly patterns: readonly Node[];
  readonly at: number;
  readonly nodes: readonly Node[];
  readonly from: number;
  /** Statements: the block that they stand in, while nothing was left out yet. */
  readonly options: FrameOptions;
  readonly next: Frame | null;
}

export type Operation = 'pair' | 'list' | 'set' | 'statements' | 'end';

export interface FrameOptions {
  /** Whether all nodes must be used up. */
  readonly whole: boolean;
  /** Nodes that a set's patterns have taken already. */
  readonly used?: readonly number[];
  /** Statements: tell where the match ends. */
  readonly isTop?: boolean;
  readonly isFlat?: boolean;
}

export const wholeList: FrameOptions = { whole: true };
export const someOfList: FrameOptions = { whole: false };
const nothing: readonly Node[] = [];

export function pair(pattern: Node, node: Node, next: Frame | null): Frame {
  return { op: 'pair', pattern, node, patterns: nothing, at: 0, nodes: nothing, from: 0, options: wholeList, next };
}

export function many(
  op: Operation,
  patterns: readonly Node[],
  at: number,
  nodes: readonly Node[],
  from: number,
  options: FrameOptions,
  next: Frame | null,
): Frame {
  return { op, pattern: undefined, node: undefined, patterns, at, nodes, from, options, next };
}

/** What metavariables are bound to, by slot. */
export type Bindings = readonly (Node | undefined)[];

export interface MatchOptions {
  readonly language: PatternLanguage;
  readonly constants: boolean;
  readonly symbolic: boolean;
  readonly implicitDeep: boolean;
  readonly commutative: boolean;
  readonly symmetric: boolean;
  readonly associative: boolean;
  readonly declarations: boolean;
}

/** Steps that matching may still take: shared by all that looks through one file for one rule. */
export interface Effort {
  steps: number;
  /** More was found than is kept, so that something may be missing. */
  isCut?: boolean;
}

/** This way leads nowhere. */
export const fail: Frame = many('end', [], 0, [], 0, wholeList, null);
/** Nobody wants to know more. */
export const stop: Frame = many('end', [], 0, [], 0, wholeList, null);

/** What matching of single kinds of nodes needs of the matcher. */
export interface Matching {
  readonly names: Names;
  readonly options: MatchOptions;
  /** What is still to do, or `fail` when the metavariable stands for something else already. */
  bind(slot: number, node: Node, next: Frame | null): Frame | null;
  /** Tries one way, and takes back what it bound. True when nobody wants to know more. */
  try(frame: Frame | null): boolean;
}
