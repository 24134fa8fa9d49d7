import { z } from 'zod';
import {
  Envelope,
  EvidenceError,
  findByDigest,
  keepEvidence,
  keysInUse,
  newestOf,
  openEnvelope,
  sealStatement,
} from '#ground/evidence';
import { Digest, EvidenceId, Instant, ProjectId, SigningKeyId, Statement, SubjectId } from '#ground/model';
import { type Call, named, operation, OperationError } from '#ground/operations';
import { lockSubject, type RegisteredSubject } from '#ground/subjects';
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
    /** The very same statement had come before: this is its receipt, and nothing was changed. */
    repeated: z.boolean(),
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
    const registered = await subjectOf(tx, input.subject);
    const { project } = registered;
    const { statement, payload, signedBy } = await statementOf(call);
    refuseOthers(statement, registered);
    refuseFuture(statement, at);
    const sealed = sealStatement(statement, payload);
    const receipt = { digest: sealed.digest, project, subject: input.subject };
    await lockSubject(tx, input.subject);
    const earlier = await findByDigest(tx, input.subject, sealed.digest);
    if (earlier !== undefined) return { ...earlier, ...receipt, findings: unchanged(statement), repeated: true };
    await refuseOlder(tx, statement, registered);
    const evidence = await keepEvidence(
      tx,
      {
        organisation: tenant.organisation,
        project,
        subject: input.subject,
        submittedBy: actor.id,
        statement,
        sealed,
        signedBy,
        signatures: input.envelope?.signatures,
      },
      at,
    );
    const applied = await applyEvidence(tx, evidence);
    return {
      ...receipt,
      id: evidence.id,
      submittedAt: at,
      signedBy: signedBy ?? null,
      findings: {
        current: applied?.current.length ?? 0,
        opened: applied?.opened.length ?? 0,
        reopened: applied?.reopened.length ?? 0,
        closed: applied?.closed.length ?? 0,
      },
      repeated: false,
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

function unchanged({ predicate }: Statement): z.output<typeof EvidenceReceipt>['findings'] {
  return { current: predicate.findings.length, opened: 0, reopened: 0, closed: 0 };
}

/** What was said of another subject closes nothing of this one. A statement names its subject as it is registered. */
function refuseOthers({ subject: subjects }: Statement, { id, name, identity }: RegisteredSubject): void {
  if (subjects.some((one) => one.name === name || one.name === identity || one.name === id)) return;
  const others = subjects.slice(0, 3).map((one) => one.name.slice(0, 100));
  throw refusal(
    'subject',
    `the statement is about ${others.join(', ')}, and not about ${name}`,
    'Submit it for the subject that it names, or register that one first.',
  );
}

/** Clocks of other machines may be ahead by this much. */
const skewMilliseconds = 5 * 60_000;

function refuseFuture({ predicate: { finishedAt } }: Statement, at: Instant): void {
  if (Date.parse(finishedAt) - Date.parse(at) <= skewMilliseconds) return;
  throw refusal(
    'predicate.finishedAt',
    `the scan ended at ${finishedAt}, which is after now (${at})`,
    'Set the clock of the machine that scans.',
  );
}

function refusal(path: string, message: string, remedy: string): OperationError {
  return new OperationError('invalid-input', message, remedy, { issues: [{ path: `statement.${path}`, message }] });
}

/**
 * An earlier scan says nothing about what is there now: whoever keeps a clean one could close with it what was found since.
 * The caller holds the subject's lock.
 */
async function refuseOlder(
  tx: Call<unknown>['tx'],
  { predicate: { scope, finishedAt } }: Statement,
  { id, name }: RegisteredSubject,
): Promise<void> {
  const newest = await newestOf(
    tx,
    id,
    scope.analyzers.map((analyzer) => analyzer.id),
  );
  if (newest === undefined || newest.asOf < finishedAt) return;
  throw new OperationError(
    'conflict',
    `this scan of ${name} ended at ${finishedAt}, and evidence of ${newest.analyzer} from ${newest.asOf} is known already`,
    'Scan again, and submit what that says.',
  );
}
