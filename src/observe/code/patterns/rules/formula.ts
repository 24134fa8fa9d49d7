import type { JoinCondition } from '../join.ts';
import type { Transform } from '../pieces.ts';

/** What a rule looks for, in one form, whichever syntax it was written in. Plain JSON. */
export type Formula =
  | { readonly op: 'pattern'; readonly text: string; readonly at: readonly [line: number, column: number] }
  | { readonly op: 'regex'; readonly text: string; readonly at: readonly [line: number, column: number] }
  | {
      readonly op: 'all';
      readonly of: readonly Formula[];
      readonly where: readonly Condition[];
      readonly focus: readonly (readonly string[])[];
    }
  | { readonly op: 'any'; readonly of: readonly Formula[] }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'inside'; readonly of: Formula };

export type Condition =
  | { readonly kind: 'regex'; readonly metavariable: string; readonly text: string }
  | { readonly kind: 'pattern'; readonly metavariable: string; readonly language?: string; readonly formula: Formula }
  | {
      readonly kind: 'comparison';
      readonly metavariable?: string;
      readonly text: string;
      readonly strip: boolean;
      readonly base?: number;
    }
  | { readonly kind: 'entropy' | 'redos'; readonly metavariable: string }
  /** Comes from one of these modules. */
  | { readonly kind: 'name'; readonly metavariable: string; readonly modules: readonly string[] }
  | { readonly kind: 'type'; readonly metavariable: string; readonly types: readonly string[] };

/** A source, sink, sanitizer or propagator of a rule in mode `taint`. */
export interface TaintPart {
  readonly formula: Formula;
  readonly sideEffect: boolean;
  /** What it says of a variable alone counts, not its own value. */
  readonly onlySideEffect?: boolean;
  /** All that runs after it carries its mark. */
  readonly control?: boolean;
  /** Propagators: labels that pass, and become `label`. */
  readonly replaced?: readonly string[];
  readonly exact?: boolean;
  readonly atExit?: boolean;
  readonly label?: string;
  readonly requires?: string;
  readonly notConflicting?: boolean;
  readonly from?: string;
  readonly to?: string;
}

export interface Taint<Part = TaintPart> {
  readonly sources: readonly Part[];
  readonly sinks: readonly Part[];
  readonly sanitizers: readonly Part[];
  readonly propagators: readonly Part[];
}

/** Code of another language that a rule of mode `extract` takes out of a file. */
export interface Extraction {
  readonly metavariable: string;
  readonly language: string;
  readonly transform: Transform;
  /** All of a file as one text. */
  readonly isOne: boolean;
  /** Ids of rules that run over it; undefined for all. */
  readonly include?: readonly string[];
  readonly exclude: readonly string[];
}

/** A rule as it was read. */
export interface Rule {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly languages: readonly string[];
  readonly message: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly fix?: string;
  readonly fixRegex?: { readonly regex: string; readonly replacement: string; readonly count?: number };
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly formula?: Formula;
  readonly taint?: Taint;
  readonly extract?: Extraction;
}

/** Rules that a rule of mode `join` joins, under one name. */
export interface JoinPart {
  readonly as: string;
  /** Metavariables: what they are called there, and here. */
  readonly renames: readonly (readonly [from: string, to: string])[];
  readonly rules: readonly Rule[];
}

/** A rule of mode `join`. */
export interface Join extends Pick<Rule, 'id' | 'file' | 'line' | 'message' | 'severity' | 'metadata'> {
  readonly parts: readonly JoinPart[];
  readonly on: readonly JoinCondition[];
}

/** Something wrong with a rule file. Lines and columns count from 1. */
export interface RuleProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly expected: string;
  readonly next: string;
}

/** A part of a rule that is not looked for here; the rule does not run. */
export interface Unsupported {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly part: string;
  readonly why: string;
  /** The rule runs without it. */
  readonly runs?: true;
}

/** Whether a formula says where something is, rather than where nothing may be. */
export function isPositive(formula: Formula): boolean {
  return formula.op === 'all' ? formula.of.some(isPositive) : formula.op !== 'not';
}
