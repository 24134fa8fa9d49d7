import type { OrganisationId, ProjectId } from '#ground/model';
import type { PoolClient } from 'pg';

/** Whose rows a transaction sees and writes; row-level security holds it to them. */
export interface Tenant {
  readonly organisation: OrganisationId;
  /** Narrows to one project, and to the rows that belong to none. */
  readonly project?: ProjectId;
}

/** What runs inside a transaction. Valid until the function that got it returns. */
export interface Transaction {
  /**
   * Plain SQL with `$1`, `$2` … int8 comes back as bigint (cast counts: `count(*)::int4`), timestamptz as an Instant, date as
   * `YYYY-MM-DD`, json parsed, bytea as Buffer. Hand in JSON.stringify(value) for json columns: a JavaScript array becomes a
   * PostgreSQL array.
   */
  query<Row extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs after the commit, in this process alone, and never when there is none: a hint, not a promise. Must not throw. */
  afterCommit(run: () => void): void;
}

export interface TransactionOptions {
  /** The server refuses every write. */
  readonly readOnly?: boolean;
  /** One snapshot for all statements; a write that meets another's throws StoreError `conflict`. Default: read committed. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
}

/** The statements that begin a transaction and say whose it is, in one round trip. */
export function beginStatement(
  client: PoolClient,
  tenant: Tenant | undefined,
  { readOnly = false, isolation = 'read committed' }: TransactionOptions,
): string {
  const begin = `begin isolation level ${isolation}${readOnly ? ' read only' : ''}`;
  if (tenant === undefined) return begin;
  const organisation = client.escapeLiteral(tenant.organisation);
  const project = client.escapeLiteral(tenant.project ?? '');
  return `${begin}; select set_config('selvedge.organisation', ${organisation}, true), set_config('selvedge.project', ${project}, true)`;
}
