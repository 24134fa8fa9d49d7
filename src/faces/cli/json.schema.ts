import { z } from 'zod';
import { Decision, Finding, FindingId, Instant, Lease, ProjectId, RuleId, Scope, Severity, Stage } from '#ground/model';
import { jsonVersion } from './json.ts';

const ReportedFinding = Finding.extend({
  standing: z.enum(['new', 'known']).describe('known: the baseline has it'),
  tier: z.string().optional().describe('how it was paired with the baseline; absent without one'),
  because: z.string().optional().describe('why it is the same as, or other than, the baseline’s'),
  note: z.string().optional().describe('why a comment beside it that allows it does not count'),
  effect: z
    .enum(['blocks', 'warns', 'notes', 'accepted', 'none'])
    .describe('the strongest thing that a decision does about it'),
});

const AbsentFinding = z.strictObject({ id: FindingId, rule: RuleId, path: z.string(), because: z.string() });

const OwnRule = z.strictObject({
  id: RuleId,
  title: z.string(),
  finds: z.string(),
  why: z.string(),
  severity: Severity,
  references: z.array(z.string()),
  fix: z.string(),
  examples: z.strictObject({ bad: z.array(z.string()), good: z.array(z.string()) }).optional(),
});

/** What `selvedge scan --format json` writes, version 1. docs/scan-report.schema.json is made from it. */
export const ScanReportDocument = z
  .strictObject({
    version: z.literal(jsonVersion),
    kind: z.literal('selvedge-scan'),
    tool: z.strictObject({ name: z.literal('selvedge'), version: z.string() }),
    project: z.strictObject({ id: ProjectId.optional(), name: z.string() }),
    stage: Stage,
    source: z.strictObject({
      kind: z.string(),
      commit: z.string().optional(),
      branch: z.string().optional(),
      base: z.string().optional(),
      dirty: z.boolean().optional(),
    }),
    since: z.string().optional().describe('the revision that was asked for; source.base is where the branches parted'),
    declared: z
      .discriminatedUnion('from', [
        z.strictObject({ from: z.literal('working-tree') }),
        z.strictObject({ from: z.literal('revision'), revision: z.string(), commit: z.string() }),
      ])
      .describe('where controls and exceptions were read'),
    startedAt: Instant,
    finishedAt: Instant,
    scope: Scope.describe('what was looked at, with which rules, and what was not looked at and why'),
    findings: z.array(ReportedFinding),
    closed: z.array(AbsentFinding).describe('of the baseline: gone'),
    keptOpen: z.array(AbsentFinding).describe('of the baseline: absent, and not looked at'),
    decisions: z.array(Decision),
    ownRules: z.array(OwnRule).describe('what the project’s own rules that found something say about themselves'),
    verification: z
      .strictObject({
        live: z.int(),
        dead: z.int(),
        unknown: z.int(),
        notAsked: z.int(),
        reasons: z.array(z.string()),
      })
      .optional()
      .describe('what providers said of the secrets, where they were asked'),
    quality: z
      .strictObject({
        coverage: z
          .strictObject({
            executable: z.int().describe('lines that the change adds and that the reports know'),
            covered: z.int(),
            percent: z.int().optional().describe('rounded down; absent: there is no such line'),
            limit: z.number(),
            isEnough: z.boolean(),
            reports: z.array(z.strictObject({ path: z.string(), format: z.string(), digest: z.string() })),
          })
          .optional(),
        tests: z
          .strictObject({
            ran: z.int(),
            failed: z.int(),
            skipped: z.int(),
            reports: z.array(z.strictObject({ path: z.string(), digest: z.string() })),
          })
          .optional(),
      })
      .optional()
      .describe('what reports that were given say of the change: evidence from outside, taken at its word'),
    exceptions: z.array(Lease).describe('that cover findings of this scan'),
    stats: z.strictObject({ seconds: z.number(), threads: z.int(), cached: z.int() }),
    exitCode: z.literal([0, 1, 3]).describe('0 pass, 1 fail under enforce, 3 unknown under enforce'),
    ledger: z.null().describe('no server: nothing was recorded'),
  })
  .describe('A report of selvedge scan. What is added later does not raise the version.');
