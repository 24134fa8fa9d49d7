import type { Matching } from '../../expressions/index.ts';
import type { CheckFact } from '../models/model-facts.ts';
import type { Labels } from './value.ts';

/** Labelled data at a sink, before it is known whether the labels lead to a source. */
export interface SinkHit {
  /** The value (a call, a store) at which it arrives, and the one that arrives. */
  readonly at: number;
  readonly value: number;
  readonly kind: string;
  labels: Labels;
  /** What of the call's other arguments must come from a source too. */
  readonly needs: readonly Need[];
  /** Of a text that is put to a regular expression: which one, and whether its length was looked at before. */
  readonly expression?: ExpressionUse;
  readonly isBounded?: boolean;
}

export interface ExpressionUse {
  readonly source: string;
  readonly flags: string;
  readonly matching: Matching;
}

/** A weak use of a library. */
export interface CheckHit {
  readonly at: number;
  /** The value (an argument, the call itself) that makes it weak. */
  readonly value: number;
  readonly fact: CheckFact;
  readonly needs: readonly Need[];
  /** The secret that stands in the code. */
  readonly secret?: string;
}

/** One of the labels must lead to a source of one of the kinds; absent: of any. */
export interface Need {
  readonly labels: Labels;
  readonly kinds: readonly string[] | undefined;
  /** Ways on which it was made harmless for this kind of sink do not count. */
  readonly reaching?: string | undefined;
}
