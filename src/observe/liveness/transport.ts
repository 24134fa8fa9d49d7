import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as secureConnect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { proxyFor } from './proxy.ts';
import type { ProviderRequest } from './provider-request.ts';

export interface Answer {
  readonly status: number;
  /** Seconds; from the header Retry-After, where it is a number. */
  readonly retryAfter?: number;
  /** The first 64 KiB, as UTF-8. */
  readonly body: string;
}

/** Sends one request and gives its answer; follows no redirection. Rejects when there is no answer within its time. */
export type Transport = (request: ProviderRequest, signal?: AbortSignal) => Promise<Answer>;

export interface TransportOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds from the connection's beginning to the answer's end. */
  readonly timeout?: number;
  /** Where a host is reached and what vouches for it, for tests that play the provider. */
  readonly reach?: (
    host: string,
  ) => { readonly port: number; readonly address: string; readonly ca: string } | undefined;
}

const mostBytes = 64 * 1024;

/** HTTPS with the system's certificates, through the proxy that the environment names (RFC 9110 section 9.3.6, CONNECT). */
export function transport({ environment = process.env, timeout = 10_000, reach }: TransportOptions = {}): Transport {
  return async (request, signal) => {
    const deadline = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])]);
    const { hostname } = request.url;
    const place = reach?.(hostname);
    const target = { host: place?.address ?? hostname, port: place?.port ?? Number(request.url.port || 443) };
    const proxy = proxyFor(hostname, environment);
    const tunnel = proxy === undefined ? undefined : await tunnelThrough(proxy, target, deadline);
    const socket = tlsTo({
      ...(tunnel === undefined ? target : { socket: tunnel }),
      servername: hostname,
      ...(place !== undefined && { ca: place.ca }),
    });
    return send(request, socket, deadline);
  };
}

function tlsTo(options: ConnectionOptions): TLSSocket {
  return secureConnect({ ...options, ALPNProtocols: ['http/1.1'], minVersion: 'TLSv1.2' });
}

function send(
  { method, url, headers, body }: ProviderRequest,
  socket: TLSSocket,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = secureRequest(
      url,
      {
        method,
        headers: {
          host: url.host,
          'user-agent': 'selvedge (a check whether a leaked secret is live)',
          accept: 'application/json',
          connection: 'close',
          ...headers,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
        signal,
        createConnection: () => socket,
      },
      (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        const finish = (): void => {
          const after = Number(response.headers['retry-after']);
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(parts).subarray(0, mostBytes).toString(),
            ...(Number.isFinite(after) && after >= 0 && { retryAfter: after }),
          });
          socket.destroy();
        };
        response.on('data', (part: Buffer) => {
          parts.push(part);
          length += part.length;
          if (length >= mostBytes) finish();
        });
        response.on('end', finish);
        response.on('error', reject);
      },
    );
    sent.on('error', (error) => {
      socket.destroy();
      reject(error);
    });
    sent.end(body);
  });
}

/** A connection to the target that the proxy keeps up. */
function tunnelThrough(
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
      headers: { host: authority, ...credentials(proxy) },
      signal,
      createConnection: () => socket,
    });
    asked.on('connect', ({ statusCode }, tunnel: Socket) => {
      if (statusCode === 200) return resolve(tunnel);
      tunnel.destroy();
      reject(new Error(`the proxy ${proxy.host} answered ${statusCode ?? 'nothing'} to CONNECT`));
    });
    asked.on('error', reject);
    asked.end();
  });
}

function credentials({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(both).toString('base64')}` };
}
