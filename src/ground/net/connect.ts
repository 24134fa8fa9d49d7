import { Agent as PlainAgent, type ClientRequestArgs, request as plainRequest } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { connect, type LookupFunction, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as secureConnect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { publicLookup } from './address.ts';
import { NetError } from './error.ts';
import { proxyFor } from './proxy.ts';

/** Where a host is reached, and what vouches for it. */
export interface Place {
  readonly port: number;
  readonly address: string;
  /** PEM; absent: as for everybody. */
  readonly ca?: string;
  /** Taken for a host on the public internet, although it is none. */
  readonly actsPublic?: boolean;
}

export interface ConnectOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until a connection stands, its tunnel and TLS included. */
  readonly patience: number;
  readonly reach: ((host: string) => Place | undefined) | undefined;
  /** Connects to addresses on the public internet alone; through a proxy it is the proxy that looks names up. */
  readonly publicOnly: boolean;
}

interface Pools {
  readonly secure: SecureAgent;
  readonly plain: PlainAgent;
}

/** Pools of connections that are kept for the next request; one that is idle keeps no process alive. */
export function poolsOf(options: ConnectOptions): Pools {
  const bounds = { keepAlive: true, maxSockets: 8, maxFreeSockets: 4, timeout: 60_000 };
  const secure = new SecureAgent(bounds);
  const plain = new PlainAgent(bounds);
  for (const [pool, isSecure] of [
    [secure, true],
    [plain, false],
  ] as const)
    pool.createConnection = ({ host, port }: ClientRequestArgs, callback?: Callback) => {
      const target = { host: host ?? '', port: Number(port), isSecure };
      void handOver(connected(target, options), callback);
      return undefined;
    };
  return { secure, plain };
}

type Callback = (error: Error | null, socket: Duplex) => void;

async function handOver(connecting: Promise<Socket>, callback: Callback | undefined): Promise<void> {
  let socket: Socket;
  try {
    socket = await connecting;
  } catch (error) {
    callback?.(error as Error, undefined as unknown as Duplex); // as Node's own agents fail
    return;
  }
  callback?.(null, socket);
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
}

async function connected(target: Target, options: ConnectOptions): Promise<Socket> {
  const place = options.reach?.(target.host);
  const to = { host: place?.address ?? target.host, port: place?.port ?? target.port };
  const deadline = AbortSignal.timeout(options.patience);
  const lookup = options.publicOnly && place === undefined ? { lookup: publicLookup } : {};
  const proxy = target.isSecure ? proxyFor('https', target.host, options.environment) : undefined;
  const tunnel = proxy === undefined ? undefined : await tunnelThrough(proxy, to, deadline);
  const ways = tunnel === undefined ? { ...to, ...lookup } : { socket: tunnel };
  const socket = target.isSecure
    ? tlsTo({ ...ways, servername: target.host, ...(place?.ca !== undefined && { ca: place.ca }) })
    : connect({ ...to, ...lookup });
  return ready(socket, target.isSecure ? 'secureConnect' : 'connect', deadline);
}

function tlsTo(options: ConnectionOptions & { lookup?: LookupFunction }): TLSSocket {
  return secureConnect({ ...options, ALPNProtocols: ['http/1.1'], minVersion: 'TLSv1.2' });
}

function ready(socket: Socket, event: 'connect' | 'secureConnect', deadline: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const late = (): void => {
      socket.destroy();
      reject(deadline.reason as Error); // AbortSignal.timeout gives a DOMException
    };
    const failed = (error: Error): void => {
      deadline.removeEventListener('abort', late);
      socket.destroy();
      reject(error);
    };
    if (deadline.aborted) return late();
    deadline.addEventListener('abort', late, { once: true });
    socket.once('error', failed);
    socket.once(event, () => {
      deadline.removeEventListener('abort', late);
      socket.removeListener('error', failed);
      resolve(socket);
    });
  });
}

/** A connection to the target that the proxy keeps up (RFC 9110 section 9.3.6, CONNECT). */
async function tunnelThrough(
  proxy: URL,
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const proxyPort = Number(proxy.port || (proxy.protocol === 'https:' ? 443 : 80));
  const hostname = proxy.hostname.replace(/^\[|\]$/g, '');
  const socket =
    proxy.protocol === 'https:'
      ? tlsTo({ host: hostname, port: proxyPort, servername: hostname })
      : connect(proxyPort, hostname);
  return new Promise((resolve, reject) => {
    const asked = plainRequest({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyCredentials(proxy) },
      signal,
      createConnection: () => socket,
    });
    asked.on('connect', ({ statusCode }, tunnel: Socket) => {
      if (statusCode === 200) return resolve(tunnel);
      tunnel.destroy();
      reject(new NetError('bad-proxy', `the proxy ${proxy.host} answered ${statusCode ?? 'nothing'} to CONNECT`));
    });
    asked.on('error', (error) => {
      socket.destroy();
      reject(error);
    });
    asked.end();
  });
}

export function proxyCredentials({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(both).toString('base64')}` };
}
