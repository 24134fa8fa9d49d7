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
  /** The statement's text as it was signed; absent: it was not, and its canonical form is kept. */
  readonly payload?: string | undefined;
  readonly signedBy?: SigningKeyId | undefined;
  readonly signatures?: Envelope['signatures'] | undefined;
}

/** Keeps a statement, by whom it came, and the digest of its very bytes. */
export async function keepEvidence(tx: Transaction, fresh: NewEvidence, at: Instant): Promise<Evidence> {
  const { organisation, project, subject, submittedBy, statement } = fresh;
  const text = fresh.payload ?? canonicalJson(statement);
  const id = newId<EvidenceId>('evd');
  const digest = digestBytes(text);
  await tx.query(
    `insert into evidence
       (id, organisation, project, subject, digest, submitted_by, submitted_at, signed_by, scope, finished_at, statement, signatures)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      organisation,
      project,
      subject,
      digest,
      submittedBy,
      at,
      fresh.signedBy ?? null,
      JSON.stringify(statement.predicate.scope),
      statement.predicate.finishedAt,
      text,
      fresh.signatures === undefined ? null : JSON.stringify(fresh.signatures),
    ],
  );
  return { id, project, subject, submittedBy, submittedAt: at, digest, statement };
}

/** What a decision needs to know of evidence; the findings are the projection's. */
export interface EvidenceScope {
  readonly id: EvidenceId;
  readonly digest: Digest;
  readonly scope: Scope;
  readonly submittedAt: Instant;
}

/** How many of a subject's newest statements a decision considers. */
const consideredAtMost = 200;

/**
 * The evidence of a subject that may bear on a decision now, newest first: for each analyzer the newest that looked at
 * everything, and whatever is newer than the oldest of those.
 */
export async function currentEvidence(tx: Transaction, subject: SubjectId): Promise<EvidenceScope[]> {
  return tx.query<EvidenceScope>(
    `with whole as (
       select analyzer->>'id' as analyzer, max(submitted_at) as at
       from evidence, jsonb_array_elements(scope->'analyzers') as analyzer
       where subject = $1 and scope->'coverage'->>'kind' = 'everything'
       group by 1
     )
     select id, digest, scope, submitted_at as "submittedAt" from evidence
     where subject = $1 and submitted_at >= coalesce((select min(at) from whole), '-infinity')
     order by submitted_at desc, id desc limit $2`,
    [subject, consideredAtMost],
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
