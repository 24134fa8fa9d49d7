import { z } from 'zod';
import { ControlId } from './ids.ts';
import { Stage } from './stage.ts';

/** What a verdict does at a stage. */
export const Mode = z.enum(['observe', 'warn', 'enforce']);
export type Mode = z.infer<typeof Mode>;

/** Stands outside Cedar, which cannot count: how many of the judged findings (or subjects) may be denied. */
export const Quantifier = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('at-most'), count: z.int().min(0) }),
  /** At least this share must be allowed; of nothing, everything is. */
  z.strictObject({ kind: z.literal('at-least'), percent: z.number().min(0).max(100) }),
]);
export type Quantifier = z.infer<typeof Quantifier>;

/** A question that must be answered yes. One YAML file each; version 1. */
export const Control = z.strictObject({
  version: z.literal(1),
  id: ControlId,
  title: z.string().min(3).max(120),
  question: z.string().min(10).max(500),
  why: z.string().min(10).max(2000),
  /** The evidence that can answer it: an analyzer's, no older than a limit. */
  evidence: z.strictObject({
    analyzer: z.string(),
    rules: z.array(z.string()).optional(),
    maxAgeHours: z.number().positive().optional(),
    /** Not asked where no evidence of the analyzer was gathered, unless it is enforced: somebody must want it first. */
    optional: z.boolean().optional(),
  }),
  quantifier: Quantifier,
  /**
   * Cedar: may a finding be tolerated? One question per distinct facts: principal `Finding::"any"`, action `Action::"tolerate"`,
   * resource `Subject::"id"`. `context` has rule, severity, confidence, new (not in the baseline), stage, and
   * `attributes`, of which those that are unknown are left out.
   */
  policy: z.string().min(1).max(20_000),
  modes: z.partialRecord(Stage, Mode),
  /** Requirements that it serves: `SOC2:CC6.1`, `OWASP-ASVS:13.3.1`, `CWE-798`. */
  frameworks: z.array(z.string()).default([]),
  /** Planned tightening: from this date the stage is enforced. */
  enforceFrom: z.partialRecord(Stage, z.iso.date()).optional(),
});
export type Control = z.infer<typeof Control>;
