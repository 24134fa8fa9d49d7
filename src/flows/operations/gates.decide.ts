import { z } from 'zod';
import { askedAt, decide, isRequired } from '#decide/gates';
import { builtinControls, builtinTables } from '#declare/controls';
import { keepDecisions } from '#ground/decisions';
import { currentEvidence, type EvidenceScope } from '#ground/evidence';
import { leasesInForce } from '#ground/leases';
import { type Control, ControlId, digestJson, exitCodeOf, type Instant, Stage, SubjectId } from '#ground/model';
import { named, operation, OperationError } from '#ground/operations';
import { lockSubject } from '#ground/subjects';
import { openFindings, type OpenFinding } from '#prove/findings';
import { ofSubject, subjectOf } from './shapes/access.ts';
import { DecisionRecord } from './shapes/decision.ts';

const GateAnswer = named(
  'GateAnswer',
  z.object({
    subject: SubjectId,
    stage: Stage,
    /** What a gate's program exits with: 0 pass, 1 fail under enforce, 3 unknown under enforce, or the gate was not decided. */
    exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
    /** Why these decisions are not the gate's: some of its controls were left out, or it has none. */
    undecided: z.string().optional(),
    decisions: z.array(DecisionRecord),
  }),
);

export const decideGate = operation({
  name: 'gates.decide',
  kind: 'command',
  summary: 'Decide a gate for a subject from the evidence that there is',
  http: 'POST /gates/:stage/decisions',
  input: z.strictObject({
    stage: Stage,
    subject: SubjectId,
    /** Only these; absent: all that have a mode at the stage. Fewer than all of them never pass the gate. */
    controls: z
      .array(ControlId)
      .max(100)
      .refine(({ length }) => length > 0, 'name at least one control, or leave it out for all')
      .optional(),
  }),
  output: GateAnswer,
  authorise: (call) => ofSubject(call, call.input.subject),
  async run({ input: { stage, subject, controls }, tx, tenant, at }) {
    const { project } = await subjectOf(tx, subject);
    await lockSubject(tx, subject);
    const asked = chosen(controls);
    const evidence = await currentEvidence(tx, subject, [
      ...new Set(asked.map((control) => control.evidence.analyzer)),
    ]);
    const open = await openFindings(tx, { project, subject });
    const decisions = await decide({
      controls: asked,
      stage,
      subject,
      evidence: evidence.map((one) => ({ ...one, findings: findingsFor(one, open) })),
      leases: await leasesInForce(tx, subject, at),
      prior: new Set(open.filter(({ isNew }) => !isNew).map(({ finding }) => finding.id)),
      tables: builtinTables,
      at,
    });
    const kept = await keepDecisions(tx, { organisation: tenant.organisation, project, subject }, decisions);
    const undecided = whyUndecided(decisions, { stage, at });
    const found = exitCodeOf(decisions);
    const exitCode = undecided !== undefined && found === 0 ? (3 as const) : found;
    return { subject, stage, exitCode, ...(undecided !== undefined && { undecided }), decisions: kept };
  },
  // A decision can name thousands of findings; the entry holds what it said and commits to the whole by its digest.
  keep: ({ stage, subject, controls }, { exitCode, undecided, decisions }) => ({
    input: { stage, subject, ...(controls && { controls }) },
    result: {
      exitCode,
      ...(undecided !== undefined && { undecided }),
      decisions: decisions.map((decision) => ({
        id: decision.id,
        control: decision.control,
        mode: decision.mode,
        verdict: decision.verdict,
        effect: decision.effect,
        judged: decision.judged,
        denied: decision.denied,
        accepted: decision.accepted,
        digest: digestJson(decision),
      })),
    },
  }),
});

/** Whoever asks may look at some controls alone, but a gate is passed by all of them: what is judged cannot choose its judge. */
function whyUndecided(
  decisions: readonly { readonly control: ControlId }[],
  when: { readonly stage: Stage; readonly at: Instant },
): string | undefined {
  const asked = askedAt(builtinControls, when)
    .filter(({ control, mode }) => isRequired(control, mode))
    .map(({ control }) => control.id);
  if (asked.length === 0) return `no control has a mode at ${when.stage}`;
  const decided = new Set(decisions.map(({ control }) => control));
  const left = asked.filter((id) => !decided.has(id));
  if (left.length === 0) return undefined;
  return `${left.length} of the ${asked.length} controls at ${when.stage} were not decided: ${left.join(', ')}`;
}

/** Controls come from the server, never from who asks: what is judged cannot choose its judge. */
function chosen(ids: readonly ControlId[] | undefined): readonly Control[] {
  if (ids === undefined) return builtinControls;
  const unknown = ids.find((id) => !builtinControls.some((control) => control.id === id));
  if (unknown === undefined) return builtinControls.filter(({ id }) => ids.includes(id));
  throw new OperationError(
    'not-found',
    `there is no control ${unknown} here`,
    `Known are ${builtinControls.map(({ id }) => id).join(', ')}.`,
  );
}

/**
 * The projection says what is open, whichever scan showed it, under the ids that findings keep; decide counts each once. So
 * each piece of evidence stands for all open findings of its analyzers.
 */
function findingsFor({ scope }: EvidenceScope, open: readonly OpenFinding[]): OpenFinding['finding'][] {
  const analyzers = new Set(scope.analyzers.map(({ id }) => id));
  return open.map(({ finding }) => finding).filter(({ rule }) => analyzers.has(rule.slice(0, rule.indexOf('/'))));
}
