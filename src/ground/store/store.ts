import { Client, Pool, type PoolClient } from 'pg';
import { type Address, clientConfig, describeAddress } from './connection.ts';
import { asStoreError, isConnectionError, StoreError } from './errors.ts';
import { type Migration, migrate } from './migrate.ts';
import { connectAsOwner } from './roles.ts';
import { beginStatement, type Tenant, type Transaction, type TransactionOptions } from './transaction.ts';

export interface StoreHealth {
  readonly ok: boolean;
  readonly kind: Store['kind'];
  /** `18.4` */
  readonly version: string | undefined;
  readonly milliseconds: number;
  /** Why it is not ok, for people. */
  readonly problem: string | undefined;
}

export interface Store {
  readonly kind: 'embedded' | 'served';
  /**
   * Runs in one transaction that sees and writes one tenant's rows; commits when `run` resolves, and that is the
   * acknowledgement; rolls back when it rejects, and rejects with the same.
   *
   * @throws StoreError for what lies outside the statements: connection, disk, time.
   */
  transaction<T>(tenant: Tenant, run: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The same for what belongs to no tenant: the sequencer, sign-in, jobs over all organisations. Sees every row. */
  system<T>(run: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  health(): Promise<StoreHealth>;
  /** Waits for running transactions, then lets go of the database; an embedded server stops. */
  close(): Promise<void>;
}

/** How long a transaction waits for a server that is being restarted before it gives up; it has done nothing yet. */
const reconnectMilliseconds = 15_000;

export interface ConnectOptions {
  readonly kind: Store['kind'];
  readonly migrations: readonly Migration[];
  readonly connections?: number | undefined;
  /** Runs when the store has let go of the database. */
  readonly release?: (() => Promise<void>) | undefined;
  /** Why the server does not run, while it is known not to. */
  readonly failure?: (() => StoreError | undefined) | undefined;
}

/** Migrates the database at `address` and opens it. */
export async function connectStore(address: Address, options: ConnectOptions): Promise<Store> {
  const owner = await connectAsOwner(address);
  try {
    await migrate(owner, options.migrations);
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await owner.end();
  }
  await refuseOtherRoles(address);
  return new PooledStore(address, options);
}

/** A pooler between us and the server may drop what a connection asks for as it begins, and with it row-level security. */
async function refuseOtherRoles(address: Address): Promise<void> {
  for (const role of ['tenant', 'system'] as const) {
    const client = new Client(clientConfig(address, role));
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<{ role: string }>('select current_user as role');
      if (rows[0]?.role === `selvedge_${role}`) continue;
      throw new StoreError(
        'unsupported-server',
        `a connection to ${describeAddress(address)} does not take the role selvedge_${role}, but stays ${rows[0]?.role}\nConnect to the server itself, or to a pooler in session mode that passes on startup options.`,
      );
    } finally {
      await client.end();
    }
  }
}

class PooledStore implements Store {
  readonly kind: Store['kind'];
  readonly #tenants: Pool;
  readonly #system: Pool;
  readonly #release: ConnectOptions['release'];
  readonly #failure: ConnectOptions['failure'];
  readonly #place: string;
  #closing: Promise<void> | undefined;

  constructor(address: Address, { kind, connections = 20, release, failure }: ConnectOptions) {
    this.kind = kind;
    this.#place = describeAddress(address);
    this.#release = release;
    this.#failure = failure;
    // Two pools, each in its role from the first byte on: a tenant's connection can never be the system's.
    this.#tenants = newPool(address, 'tenant', connections);
    this.#system = newPool(address, 'system', 4);
  }

  transaction<T>(tenant: Tenant, run: (tx: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.#run(this.#tenants, tenant, run, options);
  }

  system<T>(run: (tx: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.#run(this.#system, undefined, run, options);
  }

  async #run<T>(
    pool: Pool,
    tenant: Tenant | undefined,
    run: (tx: Transaction) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> {
    const client = await this.#begin(pool, tenant, options);
    const session = new Session(client);
    let result: T;
    try {
      result = await run(session);
      await session.end();
    } catch (error) {
      await session.end();
      const isBroken = await rollback(client, error);
      client.release(isBroken);
      throw asStoreError(error);
    }
    await commit(client);
    for (const hint of session.committed) hint();
    return result;
  }

  /** A connection with its transaction begun. A dead connection, or a server that restarts, is waited for: nothing was done yet. */
  async #begin(pool: Pool, tenant: Tenant | undefined, options: TransactionOptions): Promise<PoolClient> {
    const deadline = Date.now() + reconnectMilliseconds;
    for (let attempt = 0; ; attempt++) {
      if (this.#closing !== undefined) throw new StoreError('closed', 'the store is closed');
      let client: PoolClient | undefined;
      try {
        client = await pool.connect();
        await client.query(beginStatement(client, tenant, options));
        return client;
      } catch (error) {
        client?.release(true);
        if (isPoolExhausted(error))
          throw new StoreError('timed-out', 'no connection became free within 10 s: too many requests at once', {
            cause: error,
          });
        if (!isConnectionError(error)) throw asStoreError(error);
        const failure = this.#failure?.();
        if (failure !== undefined) throw failure;
        if (Date.now() > deadline)
          throw new StoreError(
            'unavailable',
            `the database at ${this.#place} does not answer: ${error instanceof Error ? error.message : String(error)}`,
            { cause: error },
          );
        await new Promise((resolve) => setTimeout(resolve, Math.min(20 * 2 ** attempt, 500)));
      }
    }
  }

  async health(): Promise<StoreHealth> {
    const started = performance.now();
    const report = (version: string | undefined, problem: string | undefined): StoreHealth => ({
      ok: problem === undefined,
      kind: this.kind,
      version,
      milliseconds: performance.now() - started,
      problem,
    });
    try {
      const [row] = await this.system(
        (tx) =>
          tx.query<{ version: string; readonly: boolean }>(
            "select current_setting('server_version') as version, pg_is_in_recovery() as readonly",
          ),
        { readOnly: true },
      );
      return report(
        row?.version.split(' ')[0],
        row?.readonly === true ? 'the server is a read-only replica' : undefined,
      );
    } catch (error) {
      return report(undefined, error instanceof Error ? error.message : String(error));
    }
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([this.#tenants.end(), this.#system.end()]);
      await this.#release?.();
    })();
    return this.#closing;
  }
}

function isPoolExhausted(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

function newPool(address: Address, role: 'tenant' | 'system', max: number): Pool {
  const pool = new Pool({ ...clientConfig(address, role), max, idleTimeoutMillis: 60_000, allowExitOnIdle: true });
  // An idle connection that breaks (the server restarts) is dropped by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks while it is handed out: the statement on it rejects, and that is enough.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A transaction's statements, one after the other, and none after its end: a forgotten `await` must not reach the next tenant. */
class Session implements Transaction {
  readonly committed: (() => void)[] = [];
  readonly #client: PoolClient;
  #last: Promise<unknown> = Promise.resolve();
  #hasEnded = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (this.#hasEnded)
      return Promise.reject(new Error('a statement came after its transaction had ended: an await is missing'));
    const result = this.#last.then(async () => (await this.#client.query<Row>(sql, [...parameters])).rows);
    this.#last = result.catch(() => undefined);
    return result;
  }

  afterCommit(hint: () => void): void {
    this.committed.push(hint);
  }

  /** Waits for what is under way. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#last;
  }
}

/** True when the connection is of no more use. */
async function rollback(client: PoolClient, cause: unknown): Promise<boolean> {
  if (isConnectionError(cause)) return true;
  try {
    await client.query('rollback');
    return false;
  } catch {
    return true;
  }
}

async function commit(client: PoolClient): Promise<void> {
  let command: string;
  try {
    command = (await client.query('commit')).command;
  } catch (error) {
    client.release(true);
    if (isConnectionError(error))
      throw new StoreError(
        'outcome-unknown',
        'the connection broke during the commit: the change may stand\nRead before asking again, or repeat it with the same Idempotency-Key.',
        { cause: error },
      );
    throw asStoreError(error);
  }
  client.release();
  // A statement failed, and the function that ran it went on: PostgreSQL answers COMMIT with ROLLBACK, and no error.
  if (command === 'ROLLBACK')
    throw new StoreError('conflict', 'the transaction was rolled back, because a statement in it had failed');
}
