import {
  type FindingId,
  type Instant,
  Lease,
  type LeaseId,
  type OrganisationId,
  type ProjectId,
  type SubjectId,
} from '#ground/model';
import type { Transaction } from '#ground/store';

/** A lease as it is kept: with the project and subject that it belongs to. */
export interface KeptLease {
  readonly lease: Lease;
  readonly project: ProjectId;
  readonly subject: SubjectId;
}

interface Row {
  readonly body: unknown;
  readonly project: ProjectId;
  readonly subject: SubjectId;
}

/** Keeps a lease, new or changed; its id decides which. */
export async function keepLease(
  tx: Transaction,
  { organisation, project, subject, lease }: KeptLease & { readonly organisation: OrganisationId },
): Promise<void> {
  await tx.query(
    `insert into lease
       (id, organisation, project, kind, subject, finding, requested_at, start_at, end_at, ended_early_at, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (id) do update
       set start_at = excluded.start_at, end_at = excluded.end_at, ended_early_at = excluded.ended_early_at, body = excluded.body`,
    [
      lease.id,
      organisation,
      project,
      lease.kind,
      subject,
      lease.covers.finding ?? null,
      lease.requestedAt,
      lease.start ?? null,
      lease.end,
      lease.endedEarlyAt ?? null,
      JSON.stringify(lease),
    ],
  );
}

/** Reads a lease and keeps others from changing it until the transaction ends. */
export async function readLeaseForChange(tx: Transaction, id: LeaseId): Promise<KeptLease | undefined> {
  const [row] = await tx.query<Row>('select body, project, subject from lease where id = $1 for update', [id]);
  return row === undefined ? undefined : toLease(row);
}

/** Those that may be in force for a subject at `at`: started, not ended; whether a premise lapsed is the caller's to see. */
export async function leasesInForce(tx: Transaction, subject: SubjectId, at: Instant): Promise<Lease[]> {
  const rows = await tx.query<Row>(
    `select body, project, subject from lease
     where subject = $1 and start_at <= $2 and end_at > $2 and (ended_early_at is null or ended_early_at > $2) order by id`,
    [subject, at],
  );
  return rows.map((row) => toLease(row).lease);
}

export interface LeaseFilter {
  readonly kind: Lease['kind'];
  readonly project?: ProjectId | undefined;
  readonly subject?: SubjectId | undefined;
  readonly finding?: FindingId | undefined;
}

/** In the order of their ends, soonest first; after `after`. */
export async function listLeases(
  tx: Transaction,
  { kind, project, subject, finding }: LeaseFilter,
  page: { readonly after?: { readonly end: string; readonly id: string } | undefined; readonly limit: number },
): Promise<KeptLease[]> {
  const rows = await tx.query<Row>(
    `select body, project, subject from lease
     where kind = $1 and ($2::text is null or project = $2) and ($3::text is null or subject = $3)
       and ($4::text is null or finding = $4) and ($5::timestamptz is null or (end_at, id) > ($5::timestamptz, $6))
     order by end_at, id limit $7`,
    [
      kind,
      project ?? null,
      subject ?? null,
      finding ?? null,
      page.after?.end ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  );
  return rows.map(toLease);
}

function toLease({ body, project, subject }: Row): KeptLease {
  return { lease: Lease.parse(body), project, subject };
}
