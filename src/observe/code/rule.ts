import { z } from 'zod';
import { Example, Rule } from '#ground/model';

export const languages = [
  'javascript',
  'typescript',
  'python',
  'go',
  'java',
  'csharp',
  'ruby',
  'php',
  'rust',
  'kotlin',
  'bash',
  'html',
  'json',
  'yaml',
  'hcl',
] as const;

const Examples = z.strictObject({ bad: z.array(Example).min(1), good: z.array(Example).min(1) });

/**
 * A weakness in code. One file under `rules/NAME.yaml`, whose id is `code/NAME`. What finds it: the kinds of sinks that `flow` names,
 * the `checks` of library models that name the rule, a built-in `judge`, and pattern rules for languages without dataflow.
 */
export const CodeRule = Rule.omit({ match: true, examples: true }).extend({
  id: z.string().regex(/^code\/[a-z0-9-]+$/),
  cwe: z.array(z.string().regex(/^CWE-\d+$/)).min(1),
  /** OWASP Top 10 of 2025, such as `A05:2025`. */
  owasp: z.array(z.string()).default([]),
  /** OWASP ASVS 5.0, such as `v5.0.0-1.2.4`. */
  asvs: z.array(z.string()).default([]),
  /** Of what it says by default; a check or a flow may say less. */
  confidence: z.enum(['certain', 'likely', 'possible']).default('likely'),
  /** Data that comes from one of these kinds of sources and arrives at one of these kinds of sinks. */
  flow: z.strictObject({ sources: z.array(z.string()).min(1), sinks: z.array(z.string()).min(1) }).optional(),
  /** A judge of its own in `flow/judges/NAME.ts`, for what neither flows nor calls tell (regular expressions, routes beside others). */
  judge: z.string().optional(),
  /** Rules that say more of the same code: where one of them does, this one is silent. */
  yieldsTo: z.array(z.string().regex(/^code\/[a-z0-9-]+$/)).default([]),
  /** Told once for each file that has it, however often: it is one habit, and is mended as one. */
  oncePerFile: z.boolean().default(false),
  /** Pattern rules in Semgrep's syntax, without what stands above: a list for each set of languages. */
  patterns: z.array(z.record(z.string(), z.unknown())).default([]),
  /** By language: at once the test, the documentation and the exercise. A good example is what the bad one should have been. */
  examples: z.partialRecord(z.enum(languages), Examples),
});
export type CodeRule = z.infer<typeof CodeRule>;
