import { z } from 'zod';
import { Envelope, EvidenceError, keepEvidence, keysInUse, openEnvelope } from '#ground/evidence';
import { Digest, EvidenceId, Instant, ProjectId, SigningKeyId, Statement, SubjectId } from '#ground/model';
import { type Call, named, operation, OperationError } from '#ground/operations';
import { lockSubject } from '#ground/subjects';
import { applyEvidence } from '#prove/findings';
import { ofSubject, subjectOf } from './shapes/access.ts';

const count = z.int().min(0);

const EvidenceReceipt = named(
  'EvidenceReceipt',
  z.object({
    id: EvidenceId,
    digest: Digest,
    project: ProjectId,
    subject: SubjectId,
    submittedAt: Instant,
    /** The registered key whose signature was verified; null: it was not signed. */
    signedBy: SigningKeyId.nullable(),
    /** What it changed: in it now, and of those opened and reopened; closed by it. */
    findings: z.object({ current: count, opened: count, reopened: count, closed: count }),
  }),
);

const input = z.strictObject({
  subject: SubjectId,
  /** Exactly one of the two. */
  statement: Statement.optional(),
  envelope: Envelope.optional(),
});

export const submitEvidence = operation({
  name: 'evidence.submit',
  kind: 'command',
  summary: 'Submit a statement about a subject, signed or not',
  http: 'POST /evidence',
  input,
  output: EvidenceReceipt,
  maxBody: 64 * 1024 * 1024,
  authorise: (call) => ofSubject(call, call.input.subject),
  async run(call) {
    const { input, tx, tenant, actor, at } = call;
    const { project } = await subjectOf(tx, input.subject);
    const { statement, payload, signedBy } = await statementOf(call);
    await lockSubject(tx, input.subject);
    const evidence = await keepEvidence(
      tx,
      {
        organisation: tenant.organisation,
        project,
        subject: input.subject,
        submittedBy: actor.id,
        statement,
        payload,
        signedBy,
        signatures: input.envelope?.signatures,
      },
      at,
    );
    const applied = await applyEvidence(tx, evidence);
    return {
      id: evidence.id,
      digest: evidence.digest,
      project,
      subject: input.subject,
      submittedAt: at,
      signedBy: signedBy ?? null,
      findings: {
        current: applied?.current.length ?? 0,
        opened: applied?.opened.length ?? 0,
        reopened: applied?.reopened.length ?? 0,
        closed: applied?.closed.length ?? 0,
      },
    };
  },
  // The statement is kept under its digest; an entry of its size would be a second copy.
  keep: ({ subject }, result) => ({ input: { subject, statement: result.digest }, result }),
});

async function statementOf({
  input: { statement, envelope },
  tx,
}: Call<z.output<typeof input>>): Promise<{ statement: Statement; payload?: string; signedBy?: SigningKeyId }> {
  if ((statement === undefined) === (envelope === undefined)) {
    throw new OperationError(
      'invalid-input',
      'evidence is either a statement or an envelope with one',
      'Send `statement`, or, signed, `envelope`; not both.',
      { issues: [{ path: 'statement', message: 'exactly one of statement and envelope' }] },
    );
  }
  if (envelope === undefined) return { statement: statement! }; // one of the two is there
  try {
    return openEnvelope(envelope, await keysInUse(tx));
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    const issues = [{ path: 'envelope', message: error.code }];
    throw new OperationError('invalid-input', error.message, error.remedy, { issues, cause: error });
  }
}
