import { z } from 'zod';
import { Confidence, ControlId, Mode, ProjectId, RuleId, Severity, Stage } from '#ground/model';
import { AdvisorySources } from './advisories.ts';
import { Exposure } from './exposure.ts';
import { Health, Licences } from './licences.ts';
import { Quality } from './quality.ts';
import { boundRemote } from './remote.ts';

export const projectFileVersion = 1;

/** What a project changes of a control that it did not write. */
const ControlChange = z.strictObject({
  modes: z.partialRecord(Stage, Mode).default({}),
  enforceFrom: z.partialRecord(Stage, z.iso.date({ error: 'a date such as 2027-01-31' })).default({}),
});

/** What a project changes of a rule that it did not write. A rule that is off is listed in every report. */
const RuleChange = z.strictObject({
  off: z.boolean().optional(),
  severity: Severity.optional(),
  confidence: Confidence.optional(),
  why: z.string().min(10).max(500),
});

const RuleChanges = z.record(RuleId, RuleChange);
export type RuleChanges = Readonly<Record<string, z.infer<typeof RuleChange>>>;

/** selvedge.yaml, version 1. */
export const ProjectFile = z.strictObject({
  version: z.literal(projectFileVersion),
  /** Random, made once by `selvedge init`. It keys the hashes of secrets, and is this project wherever it is checked out. */
  id: ProjectId,
  name: z.string().min(1).max(120).optional(),
  /** The one remote that the id belongs to. Under another it is a fork: a subject of its own. */
  remote: z
    .string()
    .max(2048)
    .refine((text) => boundRemote(text) !== undefined, 'a host and a path such as example.org/team/project')
    .optional(),
  /** What is not looked at, as .gitignore patterns, and why: reports list it. */
  exclude: z
    .array(z.strictObject({ path: z.string().min(1).max(1024), why: z.string().min(10).max(500) }))
    .max(1000)
    .default([]),
  controls: z.record(ControlId, ControlChange).default({}),
  rules: RuleChanges.default({}),
  /** What the parts of the project are exposed to: it decides what to repair first. Of several that match a path, the last counts. */
  exposure: z.array(Exposure).max(1000).default([]),
  licences: Licences.optional(),
  health: Health.optional(),
  advisories: AdvisorySources.optional(),
  /** Whether, and by which limits, new code is judged. */
  quality: Quality.optional(),
});
export type ProjectFile = z.infer<typeof ProjectFile>;
