import type { Confidence, Severity } from '#ground/model';

/** A rule as the analyzer needs it, made from its file by the build. */
export interface RuleOfCode {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly cwe: readonly string[];
  /** Kinds of sources and of sinks. */
  readonly flow?: { readonly sources: readonly string[]; readonly sinks: readonly string[] };
  readonly judge?: string;
  /** Ids of rules that say more of the same code. */
  readonly yieldsTo: readonly string[];
  /** Told once for each file, with how often it is there. */
  readonly oncePerFile: boolean;
}
