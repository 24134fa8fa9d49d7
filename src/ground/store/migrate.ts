import type { ClientBase } from 'pg';
import { StoreError } from './errors.ts';

/** One file of a room's migrations folder. */
export interface Migration {
  /** `floor/room`. */
  readonly room: string;
  /** `0001_what_it_does`. */
  readonly name: string;
  /** SHA-256 of the SQL, hexadecimal. */
  readonly digest: string;
  readonly sql: string;
}

interface Applied {
  readonly room: string;
  readonly name: string;
  readonly digest: string;
}

/** All programs that migrate one database at once wait for each other on this lock. */
const lockKey = 7_353_832_001;

/**
 * Brings the schema to what this program knows, in one transaction: either all of it is applied, or nothing is. Returns
 * the names of what was applied.
 *
 * @throws StoreError `newer-database`, `migration-changed`, `migration-removed`, `migration-out-of-order`, each naming the
 * migration; `migration-failed` with the database's own message.
 */
export async function migrate(client: ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${lockKey})`);
    await prepareSchema(client);
    const applied = (await client.query<Applied>('select room, name, digest from migration order by room, name')).rows;
    const missing = missingMigrations(migrations, applied);
    for (const migration of missing) await apply(client, migration);
    if (missing.length > 0) await grantToSystem(client);
    await client.query('commit');
    return missing.map(keyOf);
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/**
 * What is left to apply, in order.
 *
 * @throws StoreError when what was applied is not the beginning of what this program knows.
 */
export function missingMigrations(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const byKey = new Map(applied.map((row) => [keyOf(row), row]));
  refuseUnknown(known, applied);
  const lastApplied = new Map<string, string>();
  for (const { room, name } of applied) if (name > (lastApplied.get(room) ?? '')) lastApplied.set(room, name);
  return known.filter((migration) => {
    const row = byKey.get(keyOf(migration));
    if (row === undefined) {
      const last = lastApplied.get(migration.room);
      if (last !== undefined && migration.name < last) {
        throw new StoreError(
          'migration-out-of-order',
          `migration ${keyOf(migration)} sorts before ${migration.room}/${last}, which was applied already\nGive it the next number.`,
        );
      }
      return true;
    }
    if (row.digest !== migration.digest) {
      throw new StoreError(
        'migration-changed',
        `migration ${keyOf(migration)} was changed after it was applied to this database\nPut it back as it was, and write a new one.`,
      );
    }
    return false;
  });
}

function refuseUnknown(known: readonly Migration[], applied: readonly Applied[]): void {
  const keys = new Set(known.map(keyOf));
  const unknown = applied.find((row) => !keys.has(keyOf(row)));
  if (unknown === undefined) return;
  const later = known.some(({ room, name }) => room === unknown.room && name > unknown.name);
  if (later)
    throw new StoreError(
      'migration-removed',
      `migration ${keyOf(unknown)} was applied to this database, and this program no longer has it`,
    );
  throw new StoreError(
    'newer-database',
    `this database is newer than the program: it has ${keyOf(unknown)}, which this program does not know\nRun the newer version of Selvedge, or restore a backup into an empty home.`,
  );
}

async function prepareSchema(client: ClientBase): Promise<void> {
  await client.query(`
    create schema if not exists selvedge;
    set local search_path = selvedge;
    create table if not exists migration (
      room text not null,
      name text not null,
      digest text not null,
      sql text not null,
      applied_at timestamptz not null default now(),
      primary key (room, name)
    );
    grant usage on schema selvedge to selvedge_tenant, selvedge_system;`);
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    throw new StoreError(
      'migration-failed',
      `migration ${keyOf(migration)} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  await client.query('insert into migration (room, name, digest, sql) values ($1, $2, $3, $4)', [
    migration.room,
    migration.name,
    migration.digest,
    migration.sql,
  ]);
}

async function grantToSystem(client: ClientBase): Promise<void> {
  await client.query(`
    grant select, insert, update, delete on all tables in schema selvedge to selvedge_system;
    revoke all on migration from selvedge_system;
    grant select on migration to selvedge_system;
    grant usage, select on all sequences in schema selvedge to selvedge_system, selvedge_tenant;`);
}

function keyOf({ room, name }: { room: string; name: string }): string {
  return `${room}/${name}`;
}
