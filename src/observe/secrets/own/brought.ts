import type { Json, NotLookedAt, RuleId, Severity } from '#ground/model';
import type { RuleChange } from './settings.ts';

/** What a project brings for this analyzer, as it was read. */
export interface OwnTexts {
  /** Files of `.selvedge/rules/`. */
  readonly rules: readonly { readonly path: string; readonly text: string }[];
  /** From selvedge.yaml, by the rule's id. */
  readonly changes: Readonly<Record<string, RuleChange>>;
  /** A team's gitleaks configuration, and those that it extends. */
  readonly gitleaks?: GitleaksTexts;
  /** Ids of the rules that come with this program. */
  readonly builtin: ReadonlySet<string>;
}

/** A configuration, and those that it extends, each with its path: the first extends the second, and that the third. */
export interface GitleaksTexts {
  readonly configs: readonly { readonly path: string; readonly text: string }[];
}

/** The same, compiled, for the engine and for people. */
export interface OwnRules {
  /** OwnSecrets (settings.ts), for `open`. */
  readonly settings: Json;
  /** What the project turned off, and what of its rules could not be honoured. */
  readonly notLookedAt: readonly NotLookedAt[];
  readonly docs: readonly OwnRuleDoc[];
}

/** What a rule of the project says about itself. */
export interface OwnRuleDoc {
  readonly id: RuleId;
  readonly title: string;
  readonly finds: string;
  readonly why: string;
  readonly severity: Severity;
  readonly references: readonly string[];
  readonly fix: string;
  readonly examples?: { readonly bad: readonly string[]; readonly good: readonly string[] };
}

/** What became of one example of a rule. */
export interface ExampleResult {
  readonly rule: string;
  readonly file: string;
  readonly kind: 'bad' | 'good';
  /** From 1, in its list. */
  readonly number: number;
  readonly passes: boolean;
  /** The rules that found something in it. */
  readonly found: readonly string[];
}
