import {
  type ActorId,
  canonicalJson,
  type Digest,
  digestBytes,
  Evidence,
  type EvidenceId,
  type Instant,
  newId,
  type OrganisationId,
  type ProjectId,
  type Scope,
  type SigningKeyId,
  type Statement,
  type SubjectId,
} from '#ground/model';
import type { Transaction } from '#ground/store';
import type { Envelope } from './dsse.ts';

export interface NewEvidence {
  readonly organisation: OrganisationId;
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly submittedBy: ActorId;
  readonly statement: Statement;
  readonly sealed: SealedStatement;
  readonly signedBy?: SigningKeyId | undefined;
  readonly signatures?: Envelope['signatures'] | undefined;
}

/** A statement's very bytes, and their digest. */
export interface SealedStatement {
  readonly text: string;
  readonly digest: Digest;
}

/** `payload`: the statement's text as it was signed; absent: it was not, and its canonical form stands for it. */
export function sealStatement(statement: Statement, payload?: string): SealedStatement {
  const text = payload ?? canonicalJson(statement);
  return { text, digest: digestBytes(text) };
}

/** Keeps a statement, by whom it came, and the digest of its very bytes. */
export async function keepEvidence(tx: Transaction, fresh: NewEvidence, at: Instant): Promise<Evidence> {
  const { organisation, project, subject, submittedBy, statement, sealed } = fresh;
  const { scope, finishedAt } = statement.predicate;
  const id = newId<EvidenceId>('evd');
  await tx.query(
    `insert into evidence
       (id, organisation, project, subject, digest, submitted_by, submitted_at, signed_by, scope, finished_at, statement, signatures)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      organisation,
      project,
      subject,
      sealed.digest,
      submittedBy,
      at,
      fresh.signedBy ?? null,
      JSON.stringify(scope),
      finishedAt,
      sealed.text,
      fresh.signatures === undefined ? null : JSON.stringify(fresh.signatures),
    ],
  );
  await tx.query(
    `insert into evidence_analyzer (evidence, organisation, project, subject, analyzer, coverage, as_of)
     select $1, $2, $3, $4, analyzer, $6, least($7::timestamptz, $8::timestamptz) from unnest($5::text[]) as analyzer
     on conflict do nothing`,
    [id, organisation, project, subject, scope.analyzers.map((one) => one.id), scope.coverage.kind, finishedAt, at],
  );
  return { id, project, subject, submittedBy, submittedAt: at, digest: sealed.digest, statement };
}

/** The statement of these very bytes that was kept about the subject before. */
export async function findByDigest(
  tx: Transaction,
  subject: SubjectId,
  digest: Digest,
): Promise<
  { readonly id: EvidenceId; readonly submittedAt: Instant; readonly signedBy: SigningKeyId | null } | undefined
> {
  const [row] = await tx.query<{ id: EvidenceId; submittedAt: Instant; signedBy: SigningKeyId | null }>(
    `select id, submitted_at as "submittedAt", signed_by as "signedBy" from evidence
     where subject = $1 and digest = $2 order by id limit 1`,
    [subject, digest],
  );
  return row;
}

/** Of the subject's evidence of these analyzers the newest one's analyzer, and until when it looked. */
export async function newestOf(
  tx: Transaction,
  subject: SubjectId,
  analyzers: readonly string[],
): Promise<{ readonly analyzer: string; readonly asOf: Instant } | undefined> {
  const [row] = await tx.query<{ analyzer: string; asOf: Instant }>(
    `select n.analyzer, n.as_of as "asOf" from unnest($2::text[]) as a (analyzer), lateral (
       select analyzer, as_of from evidence_analyzer where subject = $1 and analyzer = a.analyzer
       order by as_of desc, evidence desc limit 1
     ) n order by n.as_of desc limit 1`,
    [subject, analyzers],
  );
  return row;
}

/** What a decision needs to know of evidence; the findings are the projection's. */
export interface EvidenceScope {
  readonly id: EvidenceId;
  readonly digest: Digest;
  readonly scope: Scope;
  readonly submittedAt: Instant;
  readonly finishedAt: Instant;
}

/** How many of a subject's newest statements of an analyzer a decision considers, beside the one that looked at everything. */
const consideredAtMost = 200;

/**
 * The evidence of a subject that may bear on a decision now: for each of these analyzers the newest that looked at everything, and
 * whatever is newer than it.
 */
export async function currentEvidence(
  tx: Transaction,
  subject: SubjectId,
  analyzers: readonly string[],
): Promise<EvidenceScope[]> {
  return tx.query<EvidenceScope>(
    `select id, digest, scope, submitted_at as "submittedAt", finished_at as "finishedAt" from evidence
     where id in (
       select n.evidence from unnest($2::text[]) as a (analyzer), lateral (
         (select evidence from evidence_analyzer where subject = $1 and analyzer = a.analyzer and coverage = 'everything'
          order by as_of desc, evidence desc limit 1)
         union all
         (select evidence from evidence_analyzer where subject = $1 and analyzer = a.analyzer
            and as_of >= coalesce((select max(as_of) from evidence_analyzer
                                   where subject = $1 and analyzer = a.analyzer and coverage = 'everything'), '-infinity')
          order by as_of desc, evidence desc limit $3)
       ) n
     )
     order by submitted_at desc, id desc`,
    [subject, analyzers, consideredAtMost],
  );
}

export async function readEvidence(tx: Transaction, id: EvidenceId): Promise<Evidence | undefined> {
  const [row] = await tx.query<Record<keyof Evidence, unknown>>(
    `select id, project, subject, submitted_by as "submittedBy", submitted_at as "submittedAt", digest, statement::json
     from evidence where id = $1`,
    [id],
  );
  return row === undefined ? undefined : Evidence.parse(row);
}
