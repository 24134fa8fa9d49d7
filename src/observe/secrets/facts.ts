import type { Confidence } from '#ground/model';
import type { Score } from './score/score.ts';

/** What is kept of a secret: never its value. Small and JSON, since the engine caches it. */
export type SecretFact = {
  /** Number of the rule in the image. */
  readonly rule: number;
  /** Start line, start column, end line, end column of the value. */
  readonly at: readonly [number, number, number, number];
  readonly confidence: Confidence;
  /** The value, redacted. */
  readonly excerpt: string;
  /** HMAC-SHA-256 of the value under the project's key, in hexadecimal; only for values of 80 bits and more. */
  readonly value?: string;
  /** The name that the value is assigned to. */
  readonly symbol?: string;
  readonly checksum?: 'valid' | 'invalid';
  readonly context?: string;
  /** Of a rule without a format of its own, and why. */
  readonly score?: Score;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
};

/** The secrets of one file, in order of position. */
export type SecretFacts = readonly SecretFact[];
