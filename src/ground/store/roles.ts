import { Client, DatabaseError } from 'pg';
import { type Address, clientConfig, describeAddress } from './connection.ts';
import { asStoreError, StoreError } from './errors.ts';

/** Oldest server that our SQL is written to. */
const oldestMajor = 15;

/** What a database administrator types when the login may not. */
const remedy = `Let an administrator run, once:
  create role selvedge_tenant; create role selvedge_system;
  grant selvedge_tenant, selvedge_system to CURRENT_LOGIN;
and make the login the owner of its database.`;

/**
 * Connects as the login that the address names, sees that the server is new enough, and that the two roles without login
 * exist: `selvedge_tenant`, which sees one organisation at a time, and `selvedge_system`. Roles belong to the whole server, so
 * two of our databases on it share them; what they may do is granted in each database.
 */
export async function connectAsOwner(address: Address): Promise<Client> {
  const client = new Client(clientConfig(address, 'owner'));
  // An error between queries would otherwise end the process; the next query meets it again.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StoreError(
      'unavailable',
      `the database at ${describeAddress(address)} does not answer: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  try {
    await refuseOldServer(client);
    await ensureRoles(client);
    return client;
  } catch (error) {
    await client.end();
    throw asStoreError(error);
  }
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    "select current_setting('server_version_num')::int4 as version, current_setting('server_encoding') as encoding",
  );
  const { version, encoding } = rows[0]!;
  if (version < oldestMajor * 10_000) {
    throw new StoreError(
      'unsupported-server',
      `the server is PostgreSQL ${Math.floor(version / 10_000)}; ${oldestMajor} or later is needed`,
    );
  }
  if (encoding !== 'UTF8')
    throw new StoreError(
      'unsupported-server',
      `the database is encoded in ${encoding}\nMake one in UTF8: create database … encoding 'UTF8' template template0;`,
    );
}

async function ensureRoles(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; usable: boolean; strong: boolean }>(
    `select rolname as name, pg_has_role(current_user, oid, 'member') as usable, rolsuper or rolbypassrls as strong
     from pg_roles where rolname in ('selvedge_tenant', 'selvedge_system')`,
  );
  const strong = rows.find((row) => row.strong);
  if (strong !== undefined) {
    throw new StoreError(
      'missing-privilege',
      `the role ${strong.name} is a superuser or bypasses row-level security, which then protects nothing\nalter role ${strong.name} nosuperuser nobypassrls;`,
    );
  }
  for (const role of ['selvedge_tenant', 'selvedge_system']) {
    const found = rows.find((row) => row.name === role);
    if (found?.usable === true) continue;
    await createRole(client, role, found === undefined);
  }
}

async function createRole(client: Client, role: string, isMissing: boolean): Promise<void> {
  try {
    if (isMissing) await client.query(`create role ${role} nologin nosuperuser nobypassrls nocreatedb nocreaterole`);
    await client.query(`grant ${role} to current_user`);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    // Another program made it in the same moment.
    if (error.code === '42710' || error.code === '23505') return;
    throw new StoreError('missing-privilege', `the login may not make the role ${role}: ${error.message}\n${remedy}`, {
      cause: error,
    });
  }
}
