import { type Instant, newId, type OrganisationId, type ProjectId, type Subject, type SubjectId } from '#ground/model';
import { normalRemote } from '#ground/git';
import type { Transaction } from '#ground/store';

/** A subject as it is kept. */
export interface RegisteredSubject extends Subject {
  readonly registeredAt: Instant;
  /** As normalRemote writes it: `host/path`, without credentials. */
  readonly remote?: string;
  /** The subject that bears the same project id under another remote. */
  readonly forkOf?: SubjectId;
}

export interface Registration {
  readonly organisation: OrganisationId;
  readonly project: ProjectId;
  readonly kind: Subject['kind'];
  readonly identity: string;
  readonly name: string;
  readonly remote?: string | undefined;
}

interface Row {
  readonly id: SubjectId;
  readonly project: ProjectId;
  readonly kind: Subject['kind'];
  readonly identity: string;
  readonly name: string;
  readonly registeredAt: Instant;
  readonly remote: string | null;
  readonly forkOf: SubjectId | null;
}

const columns = `id, project, kind, identity, name, remote, fork_of as "forkOf", registered_at as "registeredAt"`;

/**
 * Registers a subject, and its project with the first; one that is known keeps its id and takes the new name. A project is
 * bound to the remote of its first repository: under another remote the same id is a fork, a subject of its own.
 */
export async function registerSubject(tx: Transaction, wish: Registration, at: Instant): Promise<RegisteredSubject> {
  const remote = wish.remote === undefined ? undefined : normalRemote(wish.remote);
  const bound = await ensureProject(tx, { ...wish, remote }, at);
  const isFork = wish.kind === 'repository' && remote !== undefined && bound !== remote;
  const original = isFork ? await findSubject(tx, wish) : undefined;
  const identity = isFork ? `${wish.identity}@${remote}` : wish.identity;
  const [row] = await tx.query<Row>(
    `insert into subject (id, organisation, project, kind, identity, name, remote, fork_of, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (organisation, project, kind, identity)
       do update set name = excluded.name, remote = coalesce(subject.remote, excluded.remote)
     returning ${columns}`,
    [
      newId('sub'),
      wish.organisation,
      wish.project,
      wish.kind,
      identity,
      wish.name,
      remote ?? null,
      original?.id ?? null,
      at,
    ],
  );
  return toSubject(row!); // an upsert that always returns
}

/** Returns the remote that the project is bound to, which it becomes with the first repository that has one. */
async function ensureProject(
  tx: Transaction,
  { organisation, project, kind, name, remote }: Registration,
  at: Instant,
): Promise<string | null> {
  const own = kind === 'repository' ? (remote ?? null) : null;
  const [row] = await tx.query<{ remote: string | null }>(
    `insert into project (organisation, project, name, remote, created_at) values ($1, $2, $3, $4, $5)
     on conflict (organisation, project) do update set remote = coalesce(project.remote, excluded.remote)
     returning remote`,
    [organisation, project, name, own, at],
  );
  return row?.remote ?? null;
}

async function findSubject(tx: Transaction, wish: Registration): Promise<RegisteredSubject | undefined> {
  const [row] = await tx.query<Row>(
    `select ${columns} from subject where organisation = $1 and project = $2 and kind = $3 and identity = $4`,
    [wish.organisation, wish.project, wish.kind, wish.identity],
  );
  return row === undefined ? undefined : toSubject(row);
}

export async function readSubject(tx: Transaction, id: SubjectId): Promise<RegisteredSubject | undefined> {
  const [row] = await tx.query<Row>(`select ${columns} from subject where id = $1`, [id]);
  return row === undefined ? undefined : toSubject(row);
}

/** Makes all who change what is known of a subject wait for each other, until the transaction's end. */
export async function lockSubject(tx: Transaction, id: SubjectId): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
}

export interface SubjectFilter {
  readonly project?: ProjectId | undefined;
  readonly kind?: Subject['kind'] | undefined;
}

/** In the order of their ids, which is that of their registration; after `after`. */
export async function listSubjects(
  tx: Transaction,
  { project, kind }: SubjectFilter,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<RegisteredSubject[]> {
  const rows = await tx.query<Row>(
    `select ${columns} from subject
     where ($1::text is null or project = $1) and ($2::text is null or kind = $2) and ($3::text is null or id > $3)
     order by id limit $4`,
    [project ?? null, kind ?? null, page.after ?? null, page.limit],
  );
  return rows.map(toSubject);
}

function toSubject({ remote, forkOf, ...row }: Row): RegisteredSubject {
  return { ...row, ...(remote === null ? {} : { remote }), ...(forkOf === null ? {} : { forkOf }) };
}
