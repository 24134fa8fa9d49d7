/** All SQL of the ledger. */
import type { ActorId, EntryId, Instant, OrganisationId, ProjectId } from '#ground/model';
import type { Transaction } from '#ground/store';

export interface EntryRow {
  readonly id: EntryId;
  readonly organisation: OrganisationId;
  readonly project?: ProjectId | undefined;
  readonly type: string;
  readonly actor: ActorId;
  readonly time: Instant;
  /** Canonical JSON. */
  readonly body: string;
  readonly salt: Buffer;
  readonly leaf: string;
}

/** Body and outbox row in one statement: one round trip on the path of every command. */
export async function insertEntry(tx: Transaction, row: EntryRow): Promise<void> {
  await tx.query(
    `with kept as (
       insert into ledger_entry (id, organisation, project, type, actor, time, body, salt) values ($1, $2, $3, $4, $5, $6, $7, $8)
     )
     insert into ledger_outbox (id, leaf) values ($1, $9)`,
    [row.id, row.organisation, row.project ?? null, row.type, row.actor, row.time, row.body, row.salt, row.leaf],
  );
}

/** An entry as it is found; `log` and `index` are null while it waits for its place. */
export interface FoundEntry {
  readonly id: EntryId;
  readonly organisation: OrganisationId;
  readonly project: ProjectId | null;
  readonly type: string;
  readonly actor: ActorId;
  readonly time: Instant;
  readonly body: string | null;
  readonly salt: Buffer | null;
  readonly erasedAt: Instant | null;
  readonly log: number | null;
  readonly index: number | null;
  readonly leaf: string;
}

const entryColumns = `e.id, e.organisation, e.project, e.type, e.actor, e.time, e.body, e.salt, e.erased_at as "erasedAt"`;

export async function selectEntry(tx: Transaction, id: EntryId): Promise<FoundEntry | undefined> {
  const [row] = await tx.query<FoundEntry>(
    `select ${entryColumns}, p.log, p.entry_index::float8 as index, coalesce(l.leaf, o.leaf) as leaf
     from ledger_entry e
       left join ledger_place p on p.id = e.id
       left join ledger_leaf l on l.log = p.log and l.entry_index = p.entry_index
       left join ledger_outbox o on o.id = e.id
     where e.id = $1`,
    [id],
  );
  return row;
}

export interface EntryFilter {
  readonly after: { readonly log: number; readonly index: number } | undefined;
  readonly order: 'oldest' | 'newest';
  readonly type: string | undefined;
  readonly project: ProjectId | undefined;
  readonly limit: number;
}

export async function selectEntries(
  tx: Transaction,
  { after, order, type, project, limit }: EntryFilter,
): Promise<FoundEntry[]> {
  const [comparison, direction] = order === 'oldest' ? ['>', 'asc'] : ['<', 'desc'];
  return tx.query<FoundEntry>(
    `select ${entryColumns}, p.log, p.entry_index::float8 as index, l.leaf
     from ledger_place p
       join ledger_entry e on e.id = p.id
       join ledger_leaf l on l.log = p.log and l.entry_index = p.entry_index
     where ($1::int is null or (p.log, p.entry_index) ${comparison} ($1::int, $2::bigint))
       and ($3::text is null or e.type = $3) and ($5::text is null or p.project = $5)
     order by p.log ${direction}, p.entry_index ${direction}
     limit $4`,
    [after?.log ?? null, after?.index ?? null, type ?? null, limit, project ?? null],
  );
}

export interface Place {
  readonly id: EntryId;
  readonly organisation: OrganisationId;
  readonly log: number;
  readonly index: number;
}

export async function selectPlaces(tx: Transaction, ids: readonly EntryId[]): Promise<Place[]> {
  return tx.query<Place>(
    'select id, organisation, log, entry_index::float8 as index from ledger_place where id = any($1)',
    [ids],
  );
}

/** False when there is no such entry, or it was erased already. */
export async function eraseEntryBody(tx: Transaction, id: EntryId, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    'update ledger_entry set body = null, salt = null, erased_at = $2 where id = $1 and erased_at is null returning id',
    [id, at],
  );
  return rows.length === 1;
}

export interface LogRow {
  readonly log: number;
  readonly origin: string;
  readonly key: string;
  readonly size: number;
  readonly root: Buffer;
  readonly checkpoint: string;
  readonly beganBody: string;
  readonly beganSalt: Buffer;
  readonly beganAt: Instant;
  readonly endedBody: string | null;
  readonly endedSalt: Buffer | null;
}

const logColumns =
  'log, origin, key, size::float8 as size, root, checkpoint, began_body as "beganBody", began_salt as "beganSalt", began_at as "beganAt", ended_body as "endedBody", ended_salt as "endedSalt"';

/** Oldest first. */
export async function selectLogs(tx: Transaction): Promise<LogRow[]> {
  return tx.query<LogRow>(`select ${logColumns} from ledger_log order by log`);
}

/** The one that is written to, or the one asked for. */
export async function selectLog(tx: Transaction, log?: number): Promise<LogRow | undefined> {
  const [row] = await tx.query<LogRow>(
    `select ${logColumns} from ledger_log where $1::int is null or log = $1 order by log desc limit 1`,
    [log ?? null],
  );
  return row;
}

export async function insertLog(
  tx: Transaction,
  row: Omit<LogRow, 'endedBody' | 'endedSalt'>,
  leaf: string,
): Promise<void> {
  await tx.query(
    `insert into ledger_log (log, origin, key, size, root, checkpoint, began_body, began_salt, began_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.log, row.origin, row.key, row.size, row.root, row.checkpoint, row.beganBody, row.beganSalt, row.beganAt],
  );
  await insertLeaf(tx, row.log, 0, leaf);
}

/** A leaf of the log's own, which has no body under authorisation. */
export async function insertLeaf(tx: Transaction, log: number, index: number, leaf: string): Promise<void> {
  await tx.query('insert into ledger_leaf (log, entry_index, leaf) values ($1, $2, $3)', [log, index, leaf]);
}

export async function updateCheckpoint(
  tx: Transaction,
  { log, size, root, checkpoint }: Pick<LogRow, 'log' | 'size' | 'root' | 'checkpoint'>,
): Promise<void> {
  await tx.query('update ledger_log set size = $2, root = $3, checkpoint = $4 where log = $1', [
    log,
    size,
    root,
    checkpoint,
  ]);
}

/** What the last entry of a log says: which one follows it. */
export async function updateEnded(tx: Transaction, log: number, body: string, salt: Buffer): Promise<void> {
  await tx.query('update ledger_log set ended_body = $2, ended_salt = $3 where log = $1', [log, body, salt]);
}

/** One sequencer at a time in a database, whatever process it runs in: held until the transaction ends. */
export async function tryLockLog(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }>('select pg_try_advisory_xact_lock(7353832002) as locked');
  return row?.locked === true;
}

export async function lockLog(tx: Transaction): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(7353832002)');
}

export interface Waiting {
  readonly id: EntryId;
  readonly leaf: string;
}

/** Committed, and without a place. Never "larger than the last": ids do not commit in their order. */
export async function selectWaiting(tx: Transaction, limit: number): Promise<Waiting[]> {
  return tx.query<Waiting>('select id, leaf from ledger_outbox order by id limit $1', [limit]);
}

/** Takes the entries from the outbox and gives them indexes from `first` on, in the order of `ids`. */
export async function placeEntries(
  tx: Transaction,
  log: number,
  first: number,
  ids: readonly EntryId[],
): Promise<void> {
  await tx.query(
    `with moved as (delete from ledger_outbox where id = any($1) returning id, leaf),
       numbered as (
         select moved.id, moved.leaf, $3::bigint + n.ordinal - 1 as entry_index
         from unnest($1::text[]) with ordinality n (id, ordinal) join moved on moved.id = n.id
       ),
       leaves as (insert into ledger_leaf (log, entry_index, leaf) select $2, entry_index, leaf from numbered)
     insert into ledger_place (id, organisation, project, log, entry_index)
     select numbered.id, e.organisation, e.project, $2, numbered.entry_index from numbered join ledger_entry e on e.id = numbered.id`,
    [ids, log, first],
  );
}

export interface TileRow {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer;
}

export async function upsertTiles(tx: Transaction, log: number, tiles: readonly TileRow[]): Promise<void> {
  await tx.query(
    `insert into ledger_tile (log, level, tile_index, hashes)
     select $1, * from unnest($2::smallint[], $3::bigint[], $4::bytea[])
     on conflict (log, level, tile_index) do update set hashes = excluded.hashes`,
    [log, tiles.map(({ level }) => level), tiles.map(({ index }) => index), tiles.map(({ hashes }) => hashes)],
  );
}

export async function selectTiles(
  tx: Transaction,
  log: number,
  wanted: readonly { readonly level: number; readonly index: number }[],
): Promise<TileRow[]> {
  return tx.query<TileRow>(
    `select t.level, t.tile_index::float8 as index, t.hashes
     from unnest($2::smallint[], $3::bigint[]) as w (level, tile_index)
       join ledger_tile t on t.log = $1 and t.level = w.level and t.tile_index = w.tile_index`,
    [log, wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  );
}

/** Leaves from `first` on, in order, at most `count`. */
export async function selectLeaves(tx: Transaction, log: number, first: number, count: number): Promise<string[]> {
  const rows = await tx.query<{ leaf: string }>(
    'select leaf from ledger_leaf where log = $1 and entry_index >= $2 and entry_index < $2::bigint + $3 order by entry_index',
    [log, first, count],
  );
  return rows.map(({ leaf }) => leaf);
}

/** How many entries wait, and for how long the oldest one has. */
export async function selectBacklog(
  tx: Transaction,
): Promise<{ readonly waiting: number; readonly oldestSeconds: number }> {
  const [row] = await tx.query<{ waiting: number; oldestSeconds: number }>(
    `select count(*)::int4 as waiting, coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as "oldestSeconds" from ledger_outbox`,
  );
  return row ?? { waiting: 0, oldestSeconds: 0 };
}
