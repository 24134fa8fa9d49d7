import type { ModuleIr } from './ir/ir.ts';
import type { ManifestFacts } from './modules/index.ts';

/** What one file is to the analysis of the whole; which member is there depends on what the file is. */
export type CodeFacts = {
  readonly ir?: ModuleIr;
  readonly manifest?: ManifestFacts;
};

/** Which files reach which, for who looks at a part of a project: numbers are places in `paths`. */
export type ModuleGraph = {
  readonly paths: readonly string[];
  /** By file: the files that it imports. */
  readonly imports: readonly (readonly number[])[];
  /** Files that say how modules find each other. */
  readonly manifests: readonly number[];
};
