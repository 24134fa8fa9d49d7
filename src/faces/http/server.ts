import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { operationSettings } from '#flows/operation-settings';
import { openHome } from '#flows/sign-in';
import { startUpkeep } from '#flows/upkeep';
import { startWatch } from '#flows/watch';
import { linkPerson } from '#flows/operations/people.link';
import { type Clock, now, type OrganisationId, type PersonId } from '#ground/model';
import { DenialCounter, execute, type ExecuteContext, type Settings, systemActor } from '#ground/operations';
import { advisoriesHome, dataHome } from '#ground/places';
import { createApp } from './app.ts';
import { GuessingGuard } from './brute-force.ts';

export interface ServerOptions {
  readonly store: ExecuteContext['store'];
  readonly sequencer: NonNullable<ExecuteContext['sequencer']>;
  /** The built web page. */
  readonly webRoot: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Exactly this one; 0: any that is free. Absent: 4747, or the next free one of the twenty after it. */
  readonly port?: number;
  /** Where keys lie. Default: the data home. */
  readonly home?: string;
  /** What browsers see when something stands in front: `https://selvedge.example.org`. Its host is allowed. */
  readonly publicUrl?: string;
  /** Further names under which it answers. */
  readonly allowedHosts?: readonly string[];
  /** Webhooks may go to loopback and private addresses. */
  readonly allowPrivateWebhooks?: boolean;
  /** Requests per minute of one actor and of one address without credentials; bad credentials per minute of one address. */
  readonly limits?: { readonly actor?: number; readonly address?: number; readonly badCredentials?: number };
  readonly clock?: Clock;
  /** Hears of faults and of what failed in the background. */
  readonly onFault?: (error: unknown) => void;
}

export interface RunningServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly organisation: OrganisationId;
  readonly owner: PersonId;
  /** A one-time link; default for the owner. Works for ten minutes. */
  signInLink(person?: PersonId): Promise<string>;
  /** Answers what is under way, then stops. The store and the sequencer stay open. */
  close(): Promise<void>;
}

/** Why the server did not start. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: 'port-in-use' | 'not-allowed' | 'no-such-address';

  constructor(code: ServerError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const usualPort = 4747;
const portsTried = 21;

/**
 * Serves the API, the log and the web page.
 *
 * @throws ServerError `port-in-use` when the port that was asked for is taken, or all that are tried by default.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { store, sequencer, host = '127.0.0.1', clock = now, publicUrl, onFault = printFault } = options;
  const place = options.home ?? dataHome();
  const settings: Settings = operationSettings(place, options.allowPrivateWebhooks ?? false);
  const denials = new DenialCounter(store, clock);
  const home = await openHome(store, clock);
  let port = 0;
  const keeper = {
    store,
    clock,
    denials,
    guard: new GuessingGuard(options.limits?.badCredentials ?? 20, clock),
    origin: publicUrl === undefined ? undefined : new URL(publicUrl).origin,
    // Browsers send a cookie of 127.0.0.1 to all its ports: two servers on one machine must not overwrite each other's.
    get cookieName() {
      return publicUrl?.startsWith('https:') === true ? '__Host-selvedge' : `selvedge-${port}`;
    },
  };
  const app = await createApp({
    door: { store, sequencer, clock, settings },
    keeper,
    allowedHosts: allowedHosts(options),
    webRoot: options.webRoot,
    limits: { actor: options.limits?.actor ?? 3000, address: options.limits?.address ?? 1200 },
    onFault,
  });
  port = await listen(app, host, options.port);
  const upkeep = startUpkeep({ store, clock, denials, ...settings, onError: onFault });
  const watch = startWatch({ store, clock, settings, folder: advisoriesHome(place), onError: onFault });
  const url = keeper.origin ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    url,
    port,
    organisation: home.organisation,
    owner: home.owner,
    async signInLink(person = home.owner) {
      const actor = systemActor('sign-in', home.organisation);
      const { result } = await execute(linkPerson, { person }, { store, actor, clock, settings });
      return `${url}${result.signIn?.path ?? ''}`;
    },
    async close() {
      await app.close();
      await watch.stop();
      await upkeep.stop();
    },
  };
}

function allowedHosts({ host = '127.0.0.1', publicUrl, allowedHosts = [] }: ServerOptions): string[] {
  const own = host === '0.0.0.0' || host === '::' ? [] : [host.includes(':') ? `[${host}]` : host];
  return [...own, ...allowedHosts, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])];
}

async function listen(app: FastifyInstance, host: string, port: number | undefined): Promise<number> {
  const ports = port === undefined ? Array.from({ length: portsTried }, (_, i) => usualPort + i) : [port];
  for (const [at, candidate] of ports.entries()) {
    try {
      await app.listen({ host, port: candidate });
      return (app.server.address() as AddressInfo).port; // TCP, so an address with a port
    } catch (error) {
      if (codeOf(error) === 'EADDRINUSE' && at + 1 < ports.length) continue;
      await app.close();
      throw asServerError(error, host, candidate);
    }
  }
  throw new Error('there is at least one port');
}

function asServerError(error: unknown, host: string, port: number): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new ServerError(
        'port-in-use',
        `port ${port} on ${host} is used by another program\nStop it, or choose another port: --port 0 takes any that is free.`,
        { cause: error },
      );
    case 'EACCES':
      return new ServerError('not-allowed', `this user may not listen on port ${port}\nChoose one above 1023.`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ServerError('no-such-address', `${host} is not an address of this machine`, { cause: error });
    default:
      return error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function printFault(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
