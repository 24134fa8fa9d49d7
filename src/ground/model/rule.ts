import { z } from 'zod';
import { RuleId } from './ids.ts';
import { severities } from './severity.ts';

export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** The version of the rule format that this program reads. A file with another one is refused by name. */
export const RuleSchemaVersion = 1;

export const Example = z.string().min(1).max(20_000);

/**
 * What every rule of every analyzer says about itself. An analyzer extends it with its own `match`. A rule is one file,
 * and its examples are its test, its documentation and its exercise at once.
 */
export const Rule = z.strictObject({
  version: z.literal(RuleSchemaVersion).default(RuleSchemaVersion),
  id: RuleId,
  title: z.string().min(3).max(120),
  /** What the rule claims, in one sentence. */
  finds: z.string().min(10).max(1000),
  /** What somebody could do with it. */
  why: z.string().min(10).max(2000),
  severity: Severity,
  /** CWE-…, CIS-…, ASVS-… or a URL of the provider's own documentation. */
  references: z.array(z.string().min(3).max(500)).min(1),
  fix: z.string().min(10).max(4000),
  match: z.unknown(),
  examples: z.strictObject({ bad: z.array(Example).min(1), good: z.array(Example).min(1) }),
});
export type Rule = z.infer<typeof Rule>;
