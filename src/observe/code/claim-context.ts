import type { Location } from '#ground/model';
import type { Place } from './flow/index.ts';
import type { ModuleIr } from './ir/ir.ts';
import type { RuleOfCode } from './rule-of-code.ts';

/** What claims need to know of the files that they are about. */
export interface ClaimContext {
  readonly modules: ReadonlyMap<string, ModuleIr>;
  readonly rules: ReadonlyMap<string, RuleOfCode>;
  readonly locate: (place: Place) => Location;
  /** Files in which a weakness harms nobody by itself. */
  readonly isTest: (path: string) => boolean;
}
