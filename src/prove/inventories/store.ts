import type { ActorId, Instant, OrganisationId, ProjectId, SubjectId } from '#ground/model';
import type { Transaction } from '#ground/store';

export interface NewInventory {
  readonly organisation: OrganisationId;
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly submittedBy: ActorId;
  readonly digest: string;
  /** Canonical package URLs, each once, and their keys. */
  readonly packages: readonly StoredPackage[];
}

export interface StoredPackage {
  readonly purl: string;
  readonly key: string;
}

/** A package of a subject. */
export interface SubjectPackage extends StoredPackage {
  readonly project: ProjectId;
  readonly subject: SubjectId;
}

/** Where a subject is affected. */
export interface AffectedPackageRow {
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly purl: string;
  readonly advisory: string;
  readonly ids: readonly string[];
  readonly kind: string;
  readonly verdict: string;
  readonly since: Instant;
}

/** The subject is made of these packages from now on, and of no others. The caller holds the subject's lock. */
export async function keepInventory(tx: Transaction, fresh: NewInventory, at: Instant): Promise<void> {
  const { organisation, project, subject, packages } = fresh;
  await tx.query(
    `insert into inventory (organisation, project, subject, digest, packages, submitted_by, submitted_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (organisation, subject) do update set project = excluded.project, digest = excluded.digest,
       packages = excluded.packages, submitted_by = excluded.submitted_by, submitted_at = excluded.submitted_at`,
    [organisation, project, subject, fresh.digest, packages.length, fresh.submittedBy, at],
  );
  const purls = packages.map(({ purl }) => purl);
  await tx.query('delete from inventory_package where subject = $1 and not purl = any($2::text[])', [subject, purls]);
  await tx.query(
    `update inventory_match set ended_at = $3 where subject = $1 and ended_at is null and not purl = any($2::text[])`,
    [subject, purls, at],
  );
  await tx.query(
    `insert into inventory_package (organisation, project, subject, purl, key)
     select $1, $2, $3, purl, key from unnest($4::text[], $5::text[]) as p (purl, key)
     on conflict (organisation, subject, purl) do update set key = excluded.key where inventory_package.key <> excluded.key`,
    [organisation, project, subject, purls, packages.map(({ key }) => key)],
  );
}

const rowsPerPage = 2000;

/** Which packages: those with a key, of one subject, or all. */
export interface PackageFilter {
  readonly keys?: readonly string[] | undefined;
  readonly subject?: SubjectId | undefined;
}

/** All packages that the transaction sees, in pages, by subject. */
export async function* packagesOf(
  tx: Transaction,
  { keys, subject }: PackageFilter,
): AsyncGenerator<readonly SubjectPackage[]> {
  let after: SubjectPackage | undefined;
  for (;;) {
    const page: SubjectPackage[] = await tx.query<SubjectPackage>(
      `select project, subject, purl, key from inventory_package
       where ($1::text[] is null or key = any($1)) and ($2::text is null or subject = $2)
         and ($3::text is null or (subject, purl) > ($3, $4))
       order by subject, purl limit $5`,
      [keys ?? null, subject ?? null, after?.subject ?? null, after?.purl ?? null, rowsPerPage],
    );
    if (page.length > 0) yield page;
    if (page.length < rowsPerPage) return;
    after = page.at(-1);
  }
}

/** How many matches stand about each of these subjects. */
export async function openCounts(
  tx: Transaction,
  subjects: readonly SubjectId[],
): Promise<ReadonlyMap<SubjectId, number>> {
  const rows = await tx.query<{ subject: SubjectId; open: number }>(
    `select subject, count(*)::int4 as open from inventory_match
     where ended_at is null and subject = any($1::text[]) group by subject`,
    [subjects],
  );
  return new Map(rows.map(({ subject, open }) => [subject, open]));
}

/** How many matches of each subject were found and not kept. `isWhole`: all of its packages were matched, so that nothing earlier counts. */
export async function keepLeftOut(
  tx: Transaction,
  leftOut: ReadonlyMap<SubjectId, number>,
  isWhole: boolean,
): Promise<void> {
  const most = 2 ** 31 - 1;
  await tx.query(
    `update inventory i set left_out = case when $3 then n.left_out else greatest(i.left_out, n.left_out) end
     from unnest($1::text[], $2::int4[]) as n (subject, left_out) where i.subject = n.subject and i.left_out <> n.left_out`,
    [[...leftOut.keys()], [...leftOut.values()].map((count) => Math.min(count, most)), isWhole],
  );
}

/** Subjects of which not all matches are kept, in order, at most `limit`. */
export async function listCut(
  tx: Transaction,
  { subject, project }: Pick<AffectedFilter, 'subject' | 'project'>,
  limit: number,
): Promise<{ readonly subject: SubjectId; readonly leftOut: number }[]> {
  return tx.query(
    `select subject, left_out as "leftOut" from inventory
     where left_out > 0 and ($1::text is null or subject = $1) and ($2::text is null or project = $2) order by subject limit $3`,
    [subject ?? null, project ?? null, limit],
  );
}

/** What stood about these packages before. */
export async function openMatches(tx: Transaction, packages: readonly SubjectPackage[]): Promise<AffectedPackageRow[]> {
  return tx.query<AffectedPackageRow>(
    `select m.project, m.subject, m.purl, m.advisory, m.ids, m.kind, m.verdict, m.since
     from inventory_match m join unnest($1::text[], $2::text[]) as p (subject, purl) on m.subject = p.subject and m.purl = p.purl
     where m.ended_at is null`,
    [packages.map(({ subject }) => subject), packages.map(({ purl }) => purl)],
  );
}

/** Rows in one statement: a text of all of them could be longer than a text can be. */
export const rowsAtOnce = 5000;

/** Opens matches, or opens them again; those that stand take the new ids, and keep since when they stand. */
export async function putMatches(
  tx: Transaction,
  organisation: OrganisationId,
  matches: readonly AffectedPackageRow[],
): Promise<void> {
  for (let at = 0; at < matches.length; at += rowsAtOnce)
    await putSome(tx, organisation, matches.slice(at, at + rowsAtOnce));
}

async function putSome(
  tx: Transaction,
  organisation: OrganisationId,
  matches: readonly AffectedPackageRow[],
): Promise<void> {
  await tx.query(
    `insert into inventory_match (organisation, project, subject, purl, advisory, ids, kind, verdict, since)
     select $1, m.project, m.subject, m.purl, m.advisory, array(select jsonb_array_elements_text(m.ids)), m.kind, m.verdict, m.since
     from jsonb_to_recordset($2::jsonb)
       as m (project text, subject text, purl text, advisory text, ids jsonb, kind text, verdict text, since timestamptz)
     on conflict (organisation, subject, purl, advisory) do update
       set ids = excluded.ids, kind = excluded.kind, verdict = excluded.verdict, since = excluded.since, ended_at = null`,
    [organisation, JSON.stringify(matches)],
  );
}

export async function endMatches(tx: Transaction, matches: readonly AffectedPackageRow[], at: Instant): Promise<void> {
  await tx.query(
    `update inventory_match m set ended_at = $4
     from unnest($1::text[], $2::text[], $3::text[]) as p (subject, purl, advisory)
     where m.subject = p.subject and m.purl = p.purl and m.advisory = p.advisory`,
    [
      matches.map(({ subject }) => subject),
      matches.map(({ purl }) => purl),
      matches.map(({ advisory }) => advisory),
      at,
    ],
  );
}

export interface AffectedFilter {
  /** An id or alias of an advisory. */
  readonly advisory?: string | undefined;
  readonly subject?: SubjectId | undefined;
  readonly project?: ProjectId | undefined;
}

/** Who is affected now, in the order of subject, package and advisory. */
export async function listAffected(
  tx: Transaction,
  { advisory, subject, project }: AffectedFilter,
  page: { readonly after: readonly (string | undefined)[]; readonly limit: number },
): Promise<AffectedPackageRow[]> {
  const [afterSubject, afterPurl, afterAdvisory] = page.after;
  return tx.query<AffectedPackageRow>(
    `select project, subject, purl, advisory, ids, kind, verdict, since from inventory_match
     where ended_at is null and ($1::text is null or ids @> array[$1]) and ($2::text is null or subject = $2)
       and ($3::text is null or project = $3) and ($4::text is null or (subject, purl, advisory) > ($4, $5, $6))
     order by subject, purl, advisory limit $7`,
    [
      advisory ?? null,
      subject ?? null,
      project ?? null,
      afterSubject ?? null,
      afterPurl ?? null,
      afterAdvisory ?? null,
      page.limit,
    ],
  );
}

/** Organisations that have packages with these keys. Of a transaction that sees all rows. */
export async function organisationsConcerned(tx: Transaction, keys: readonly string[]): Promise<OrganisationId[]> {
  const rows = await tx.query<{ organisation: OrganisationId }>(
    'select distinct organisation from inventory_package where key = any($1) order by organisation',
    [keys],
  );
  return rows.map(({ organisation }) => organisation);
}

/** Some of the organisation’s packages were matched with no state at all. */
export async function forgetState(tx: Transaction, organisation: OrganisationId, at: Instant): Promise<void> {
  await keepState(tx, organisation, '', at);
}

/** Organisations of which that is so. Of a transaction that sees all rows. */
export async function organisationsUnmatched(tx: Transaction): Promise<OrganisationId[]> {
  const rows = await tx.query<{ organisation: OrganisationId }>(
    "select organisation from inventory_watch where state = '' order by organisation",
  );
  return rows.map(({ organisation }) => organisation);
}

/** Organisations whose packages were last matched with another state of the advisories. Of a transaction that sees all rows. */
export async function organisationsBehind(tx: Transaction, state: string): Promise<OrganisationId[]> {
  const rows = await tx.query<{ organisation: OrganisationId }>(
    `select distinct i.organisation from inventory i left join inventory_watch w using (organisation)
     where w.state is distinct from $1 order by i.organisation`,
    [state],
  );
  return rows.map(({ organisation }) => organisation);
}

/** From now on the organisation’s packages are matched with this state. */
export async function keepState(
  tx: Transaction,
  organisation: OrganisationId,
  state: string,
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into inventory_watch (organisation, state, at) values ($1, $2, $3)
     on conflict (organisation) do update set state = excluded.state, at = excluded.at`,
    [organisation, state, at],
  );
}
