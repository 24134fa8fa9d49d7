import type { CompiledJoin } from './join.ts';
import type { Rule, Taint, Extraction, JoinPart, TaintPart } from './rules/formula.ts';
import type { PatternLanguage } from './tree/languages.ts';

/** A pattern's node as JSON: kind, text, kids, the slot of a metavariable (-1 for none), modifiers and decorators. */
export type EncodedNode = readonly [
  kind: number,
  text: string,
  kids: readonly EncodedNode[],
  slot: number,
  attributes?: readonly EncodedNode[],
];

/** What words a text must have, before a rule can find anything in it; undefined: it may find something in any text. */
export type Need = string | { readonly all: readonly Need[] } | { readonly any: readonly Need[] } | undefined;

export type CompiledFormula =
  | { readonly op: 'tree'; readonly nodes: readonly EncodedNode[] }
  | { readonly op: 'words'; readonly text: string }
  | { readonly op: 'regex'; readonly text: string; readonly groups: readonly number[] }
  | {
      readonly op: 'all';
      readonly of: readonly CompiledFormula[];
      readonly where: readonly CompiledCondition[];
      readonly focus: readonly (readonly number[])[];
    }
  | { readonly op: 'any'; readonly of: readonly CompiledFormula[] }
  | { readonly op: 'not'; readonly of: CompiledFormula }
  | { readonly op: 'inside'; readonly of: CompiledFormula };

export type CompiledCondition =
  | { readonly kind: 'regex'; readonly slot: number; readonly text: string }
  | {
      readonly kind: 'pattern';
      readonly slot: number;
      readonly language?: PatternLanguage;
      readonly formula: CompiledFormula;
    }
  | {
      readonly kind: 'comparison';
      readonly slot: number;
      readonly text: string;
      readonly strip: boolean;
      readonly base?: number;
    }
  | { readonly kind: 'entropy' | 'redos'; readonly slot: number }
  | { readonly kind: 'name'; readonly slot: number; readonly modules: readonly string[] }
  | { readonly kind: 'type'; readonly slot: number; readonly types: readonly EncodedNode[] };

export interface CompiledPart extends Omit<TaintPart, 'formula' | 'from' | 'to'> {
  readonly formula: CompiledFormula;
  readonly from?: number;
  readonly to?: number;
}

export type CompiledTaint = Taint<CompiledPart>;

/** A rule for one language. */
export interface CompiledRule extends Omit<Rule, 'languages' | 'formula' | 'taint' | 'extract'> {
  readonly language: PatternLanguage;
  /** By slot: `$X`, `$...X`, `$1`. */
  readonly metavariables: readonly string[];
  readonly formula?: CompiledFormula;
  readonly taint?: CompiledTaint;
  /** Finds nothing itself: what it matches is joined with others, under this name. */
  readonly join?: { readonly as: string; readonly renames: JoinPart['renames'] };
  /** Finds nothing itself: rules of another language run over what it takes out. */
  readonly extract?: Omit<Extraction, 'metavariable' | 'language'> & {
    readonly slot: number;
    readonly language: PatternLanguage;
  };
  readonly need?: Need;
}

/** Rules ready to run, as plain JSON. */
export interface PatternImage {
  readonly version: 1;
  readonly rules: readonly CompiledRule[];
  /** What is joined when all files are read. */
  readonly joins?: readonly CompiledJoin[];
}
