import type { Confidence, Severity } from '#ground/model';
import type { GitleaksSettings } from './gitleaks/settings.ts';

/** What a project changes of a rule that it did not write. */
export interface RuleChange {
  /** The rule does not run. */
  readonly off?: boolean | undefined;
  readonly severity?: Severity | undefined;
  readonly confidence?: Confidence | undefined;
  /** Reports list it. */
  readonly why: string;
}

/** What a project brings for this analyzer, compiled: JSON that goes to every thread, and into the cache's key. */
export type OwnSecrets = {
  /** The project's rules in our format, and behind them what tells where to look for its gitleaks rules, as compile/image.ts lays them out; base64. */
  readonly image?: string;
  /** By the rule's id. */
  readonly changes?: Readonly<Record<string, Omit<RuleChange, 'why'>>>;
  readonly gitleaks?: GitleaksSettings;
};
