import { type ClientConfig, types } from 'pg';

/** How to reach a PostgreSQL server, as the driver wants it. */
export type Address =
  | {
      readonly kind: 'socket';
      readonly directory: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
    }
  | { readonly kind: 'url'; readonly url: string };

export type Role = 'owner' | 'tenant' | 'system';

/** Milliseconds after which the server gives up a statement, a wait for a lock, and a transaction that does nothing. */
const limits = { statement: 30_000, lock: 10_000, idleInTransaction: 60_000 };

/**
 * The driver's settings for one of our roles. The role and the search path are set as the session begins, so that no
 * statement ever runs as the login that the address names (`owner` excepted: that is the login).
 */
export function clientConfig(address: Address, role: Role): ClientConfig {
  const settings: Record<string, string> = {
    search_path: 'selvedge',
    timezone: 'UTC',
    datestyle: 'ISO',
    bytea_output: 'hex',
    client_min_messages: 'warning',
  };
  if (role !== 'owner') {
    Object.assign(settings, {
      role: `selvedge_${role}`,
      statement_timeout: String(limits.statement),
      lock_timeout: String(limits.lock),
      idle_in_transaction_session_timeout: String(limits.idleInTransaction),
    });
  }
  const { given, ...reach } = target(address);
  return {
    ...reach,
    // Ours last: what the url sets besides may not take the role away.
    options: [given, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)].join(' ').trim(),
    application_name: 'selvedge',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser },
  };
}

/** `given` are the options that stand in the url; the driver would take them instead of ours. */
function target(address: Address): ClientConfig & { given: string } {
  if (address.kind === 'socket')
    return { host: address.directory, port: address.port, database: address.database, user: address.user, given: '' };
  // By hand: the driver takes forms (socket:…) that are no URL.
  const mark = address.url.indexOf('?');
  if (mark < 0) return { connectionString: address.url, given: '' };
  const parameters = new URLSearchParams(address.url.slice(mark));
  const given = parameters.get('options') ?? '';
  parameters.delete('options');
  return { connectionString: `${address.url.slice(0, mark)}?${parameters.toString()}`, given };
}

/** Another database of the same server. */
export function otherDatabase(address: Address, database: string): Address {
  if (address.kind === 'socket') return { ...address, database };
  const url = new URL(address.url);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { kind: 'url', url: url.href };
}

/** The address for people: never with a password. */
export function describeAddress(address: Address): string {
  if (address.kind === 'socket') return `${address.directory} (database ${address.database})`;
  try {
    const url = new URL(address.url);
    return `${url.hostname === '' ? 'local socket' : url.hostname}${url.port === '' ? '' : `:${url.port}`}${url.pathname}`;
  } catch {
    return 'the given url';
  }
}

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [types.builtins.INT8, BigInt],
  // Instants are RFC 3339 in UTC, to the millisecond, as the model has them.
  [types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString()],
  // The driver's default would make a local midnight of it.
  [types.builtins.DATE, (text) => text],
]);

/** int8 → bigint (cast counts to int4 or float8), timestamptz → Instant, date → `YYYY-MM-DD`, the rest as the driver does. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const own = format === 'binary' ? undefined : parsers.get(oid);
  // The driver's own parsers are typed any.
  return own ?? (types.getTypeParser(oid, format) as (text: string) => unknown);
}
