import type { PackedIr } from './ir/packed.ts';
import type { ManifestFacts } from './modules/index.ts';

/** What one file is to the analysis of the whole; which member is there depends on what the file is. */
export type CodeFacts = {
  readonly ir?: PackedIr;
  /** What else stands in the file: templates in texts of code, scripts of a page. */
  readonly parts?: readonly PackedIr[];
  readonly manifest?: ManifestFacts;
  readonly matches?: readonly MatchFacts[];
  /** A tool made it, and it lies where such files do: it was not looked at. */
  readonly isGenerated?: true;
};

/** What a pattern rule found, in lines and columns from 1. */
export type MatchFacts = {
  readonly rule: string;
  readonly at: readonly [startLine: number, startColumn: number, endLine: number, endColumn: number];
  /** Functions, classes and keys around it; missing at the top level. */
  readonly symbol?: string;
  /** Digest of what stands there, without its layout and the names of local variables. */
  readonly snippet: string;
  readonly message: string;
  /** The pattern is one that is often right, no more. */
  readonly isPossible?: true;
  readonly fix?: string;
  /** It is told only joined with others: under this name, by what metavariables stand for. */
  readonly join?: { readonly as: string; readonly values: Readonly<Record<string, string>> };
  /** Where what arrives came from: line and column. */
  readonly source?: readonly [line: number, column: number];
};

/** Which files reach which, for who looks at a part of a project: numbers are places in `paths`. */
export type ModuleGraph = {
  readonly paths: readonly string[];
  /** By file: the files that it imports. */
  readonly imports: readonly (readonly number[])[];
  /** Files that say how modules find each other. */
  readonly manifests: readonly number[];
};
