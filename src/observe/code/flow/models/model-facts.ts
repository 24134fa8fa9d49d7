import type { ArgumentSelector } from '../compile/argument.ts';
import type { CompiledCondition, CompiledEntry, CompiledModel, ParamSpec, ResultSpec } from '../compile/compiled.ts';
import type { Mask } from './masks.ts';

/** What models say of one place, or of several together. */
export interface NodeFacts {
  readonly sources: readonly { readonly kind: string; readonly label: string | undefined; readonly mask: Mask }[];
  readonly sinks: readonly SinkFact[];
  readonly assignedSinks: readonly SinkFact[];
  readonly callbacks: readonly {
    readonly arg: ArgumentSelector;
    readonly params: readonly ParamSpec[];
    readonly arity: number | undefined;
    readonly result: ResultSpec | undefined;
    readonly when: readonly Condition[];
  }[];
  readonly propagators: readonly {
    readonly from: readonly ArgumentSelector[];
    readonly to: readonly ArgumentSelector[];
    readonly state: 'normalised' | 'relative' | 'pair' | 'box' | 'checked' | undefined;
    /** Kinds of sinks for which it is harmless no more; a mask. */
    readonly undoes: Mask;
  }[];
  readonly sanitizers: readonly {
    readonly mask: Mask;
    readonly isTotal: boolean;
    readonly arg: ArgumentSelector;
    readonly inPlace: boolean;
    readonly when: readonly Condition[];
  }[];
  readonly renders: readonly RenderFact[];
  /** Templates of what a decorator, or a base, at this place is of. */
  readonly pages: readonly RenderFact[];
  readonly helpers: readonly HelperFact[];
  /** Conditions under which a call sets an engine up not to escape. */
  readonly unescaped: readonly (readonly Condition[])[];
  /** Helpers that a decorator at this place makes. */
  readonly namedHelpers: readonly HelperFact[];
  readonly guards: readonly { readonly mask: Mask; readonly arg: ArgumentSelector; readonly holds: boolean }[];
  readonly checks: readonly CheckFact[];
  readonly assignedChecks: readonly CheckFact[];
  readonly types: readonly { readonly type: string; readonly when: readonly Condition[] }[];
  /** Entries that a decorator, or a base, at this place makes. */
  readonly decorates: readonly Entry[];
  readonly bases: readonly Entry[];
}

/** A template is rendered. */
export interface RenderFact {
  readonly view: readonly ArgumentSelector[];
  readonly data: readonly ArgumentSelector[];
  readonly given: readonly { readonly name: string; readonly is: ParamSpec }[];
  readonly escapes: boolean | 'html';
  readonly answers: boolean;
  readonly when: readonly Condition[];
}

/** A function gets a name under which templates call it. */
export interface HelperFact {
  readonly name: ArgumentSelector | undefined;
  readonly function: ArgumentSelector | undefined;
  readonly method: string | undefined;
}

export interface SinkFact {
  readonly kind: string;
  readonly args: readonly ArgumentSelector[];
  readonly when: readonly Condition[];
  readonly unless: readonly { readonly nodes: readonly number[]; readonly when: readonly Condition[] }[];
}

export interface CheckFact {
  readonly rule: string;
  readonly library: string;
  readonly when: readonly Condition[];
  readonly message: string | undefined;
  readonly confidence: 'certain' | 'likely' | 'possible' | undefined;
  readonly repair: CompiledModel['checks'][number]['repair'];
  readonly file: RegExp | undefined;
}

export type Condition = Omit<CompiledCondition, 'matches' | 'notMatches' | 'path'> & {
  readonly matches?: RegExp;
  readonly notMatches?: RegExp;
  readonly path?: readonly number[];
};

export interface Entry {
  readonly entry: CompiledEntry;
  readonly file: RegExp | undefined;
  readonly decorated: readonly { readonly nodes: readonly number[]; readonly is: ParamSpec }[];
}

export interface NamedSink {
  readonly kind: string;
  readonly when: readonly Condition[];
}

export interface NamedFact {
  readonly names: RegExp;
  readonly source: string | undefined;
  readonly sink: string | undefined;
  /** Broken by a constant that looks like a secret. */
  readonly check: string | undefined;
  /** Broken by what meets the conditions of the fact. */
  readonly setting: CheckFact | undefined;
  /** A sink in objects that meet the conditions. */
  readonly place: NamedSink | undefined;
}

export type MutableFacts = { -readonly [Key in keyof NodeFacts]: NodeFacts[Key][number][] };

export function noFacts(): MutableFacts {
  return {
    sources: [],
    sinks: [],
    assignedSinks: [],
    callbacks: [],
    propagators: [],
    sanitizers: [],
    renders: [],
    pages: [],
    helpers: [],
    unescaped: [],
    namedHelpers: [],
    guards: [],
    checks: [],
    assignedChecks: [],
    types: [],
    decorates: [],
    bases: [],
  };
}
