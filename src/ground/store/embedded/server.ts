import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Address, clientConfig, otherDatabase } from '../connection.ts';
import { StoreError } from '../errors.ts';
import { serverAccount } from './account.ts';
import { prepareBinaries } from './binaries.ts';
import { prepareCluster } from './cluster.ts';
import { claimHome, inUse } from './owner.ts';
import { dropSockets, type Places, preparePlaces, socketName } from './places.ts';
import { clearRemains, type Launched, type LaunchPlan, launch } from './postmaster.ts';

export interface EmbeddedServer {
  readonly address: Address;
  /** Why the server does not run, while it does not. */
  failure(): StoreError | undefined;
  /** Ends the server in order, and gives the data folder back. */
  stop(): Promise<void>;
}

/** The login that owns the database, and its database; `postgres`, the cluster's superuser, is used to make them alone. */
const login = 'selvedge';

/** Settings beyond the server's own, as `name=value`; tests turn durability off. */
export interface ServerSettings {
  readonly settings?: readonly string[];
}

/**
 * Starts the PostgreSQL that came with the program on a data folder of its own, and keeps it up: a server that dies is
 * started again. It ends when `stop` is called, and when this process dies, however it dies.
 *
 * @throws StoreError `in-use` (naming the process), `read-only`, `disk-full`, `unsupported-platform`, `unknown-user`,
 * `newer-database`, `unavailable` (with the server's own last words).
 */
export async function startEmbedded(
  requestedHome: string,
  { settings = [] }: ServerSettings = {},
): Promise<EmbeddedServer> {
  const account = serverAccount();
  const places = preparePlaces(requestedHome, account);
  const release = claimHome(places.home);
  try {
    const binaries = prepareBinaries(places.server, account);
    const directory = await prepareCluster(places, binaries, account);
    const plan: LaunchPlan = { places, binaries, directory, account, settings };
    const supervisor = new Supervisor(plan, release);
    await supervisor.start();
    await createDatabase(supervisor.address).catch(async (error: unknown) => {
      await supervisor.stop();
      throw error;
    });
    return supervisor;
  } catch (error) {
    release();
    throw error;
  }
}

/** The address of the server that another program runs on this folder. */
export function runningAddress(home: string): Address {
  return addressIn(preparePlaces(home, serverAccount()));
}

function addressIn({ sockets }: Places): Address {
  return { kind: 'socket', directory: sockets, port: 5432, database: login, user: login };
}

/** After more restarts within a minute, and after starts that failed, we wait up to `patience` milliseconds. */
const restartsPerMinute = 5;
const patience = 10_000;

class Supervisor implements EmbeddedServer {
  readonly address: Address;
  readonly #plan: LaunchPlan;
  readonly #release: () => void;
  readonly #stopping = new AbortController();
  #restarts: number[] = [];
  #running: Launched | undefined;
  #restarting: Promise<void> | undefined;
  #failure: StoreError | undefined;

  constructor(plan: LaunchPlan, release: () => void) {
    this.#plan = plan;
    this.#release = release;
    this.address = addressIn(plan.places);
  }

  failure(): StoreError | undefined {
    return this.#failure;
  }

  async start(): Promise<void> {
    await clearRemains(this.#plan);
    if (await answers(join(this.#plan.places.sockets, socketName))) throw inUse(this.#plan.places.home, undefined);
    const running = await launch(this.#plan);
    this.#running = running;
    void running.exited.then(() => this.#onExit(running));
  }

  #onExit(running: Launched): void {
    if (this.#stopping.signal.aborted || this.#running !== running) return;
    this.#restarting = this.#restart();
  }

  /** Until it runs again, or we stop: a full disk may have space again. Meanwhile `failure` says why it does not. */
  async #restart(): Promise<void> {
    const { signal } = this.#stopping;
    for (let attempt = 0; !signal.aborted; attempt++) {
      if (this.#diesTooOften()) {
        this.#failure = new StoreError(
          'unavailable',
          `the embedded database dies again and again, see ${this.#plan.places.log}`,
        );
        await sleep(patience, undefined, { signal, ref: false }).catch(() => undefined);
      }
      try {
        await this.start();
        this.#failure = undefined;
        return;
      } catch (error) {
        this.#failure =
          error instanceof StoreError ? error : new StoreError('unavailable', String(error), { cause: error });
        await sleep(Math.min(250 * 2 ** attempt, patience), undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  #diesTooOften(): boolean {
    const now = Date.now();
    this.#restarts = [...this.#restarts, now].filter((at) => now - at < 60_000);
    return this.#restarts.length > restartsPerMinute;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#restarting;
    await this.#running?.stop();
    dropSockets(this.#plan.places);
    this.#release();
  }
}

/** True when a server listens: one that we cannot see, in another container that shares the folder, too. */
function answers(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = connect(socket, () => finish(true));
    const timer = setTimeout(() => finish(true), 2000);
    const finish = (answer: boolean): void => {
      clearTimeout(timer);
      probe.destroy();
      done(answer);
    };
    probe.on('error', () => finish(false));
  });
}

/** On the first start: the login, which is no superuser, and the database that it owns. */
async function createDatabase(address: Address): Promise<void> {
  if (address.kind !== 'socket') return;
  const postgres = new Client(
    clientConfig({ ...otherDatabase(address, 'postgres'), user: 'postgres' } as Address, 'owner'),
  );
  postgres.on('error', () => undefined);
  await postgres.connect();
  try {
    const { rowCount } = await postgres.query('select from pg_database where datname = $1', [login]);
    if (rowCount === 1) return;
    // In two steps that can each be there already, for a start that was cut off between them.
    await postgres.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${login}') then
        create role ${login} login nosuperuser nobypassrls nocreatedb nocreaterole;
        create role selvedge_tenant nologin nosuperuser nobypassrls;
        create role selvedge_system nologin nosuperuser nobypassrls;
        grant selvedge_tenant, selvedge_system to ${login};
      end if;
    end $$`);
    await postgres.query(`create database ${login} owner ${login}`);
  } finally {
    await postgres.end();
  }
}
