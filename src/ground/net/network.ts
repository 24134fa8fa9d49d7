import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress, refuseLiteral } from './address.ts';
import { type BodyOptions, bodyOf } from './body.ts';
import { type ConnectOptions, type Place, poolsOf, proxyCredentials } from './connect.ts';
import { explained, NetError, shownUrl } from './error.ts';
import { isLoopback, proxyFor } from './proxy.ts';

export type { Place } from './connect.ts';

export interface NetRequest {
  /** Default GET. */
  readonly method?: string;
  readonly url: URL;
  /** Names in lower case. A credential among them goes to this origin alone, whatever it redirects to. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What lets a server say that nothing changed (RFC 9110 section 8.8). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A head whose body is still to come; it must be read, or destroyed. */
export interface Opened {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** After redirection. */
  readonly url: URL;
  readonly message: IncomingMessage;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly url: URL;
  /** Decoded from what it was compressed by. */
  readonly body: Buffer;
  readonly validators: Validators;
  /** Seconds; from the header Retry-After. */
  readonly retryAfter?: number;
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** How many redirections are followed; default none: the answer is then what redirects. */
  readonly redirects?: number;
  /** Somebody wrote `http://` with their own hand. Without it, plain HTTP reaches this machine alone. */
  readonly allowPlain?: boolean;
  readonly validators?: Validators | undefined;
}

export interface ReadOptions extends OpenOptions, Omit<BodyOptions, 'url'> {
  /** Milliseconds from the beginning to the answer's end; default the network's. */
  readonly timeout?: number;
}

export interface Network {
  /** One request, its answer in memory. Any status is an answer. @throws NetError */
  read(request: NetRequest, options: ReadOptions): Promise<Answer>;
  /** One request, the answer's head. @throws NetError */
  open(request: NetRequest, options: OpenOptions): Promise<Opened>;
  /** Ends the connections that are kept for a next request. */
  close(): void;
}

export interface NetworkOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds; default 30 seconds. */
  readonly timeout?: number;
  readonly userAgent?: string;
  /** For tests that play a server under its own name. */
  readonly reach?: (host: string) => Place | undefined;
}

/** A way to other machines. Nothing is connected before something is asked for. */
export function network({
  environment = process.env,
  timeout = 30_000,
  userAgent = 'selvedge',
  reach,
}: NetworkOptions = {}): Network {
  const ways = { environment, patience: timeout, reach };
  const pools = {
    any: poolsOf({ ...ways, publicOnly: false }),
    publicOnly: poolsOf({ ...ways, publicOnly: true }),
  };

  const hop = (request: NetRequest, options: OpenOptions, publicOnly: boolean): Promise<Opened> => {
    const { url } = request;
    const isSecure = url.protocol === 'https:';
    if (publicOnly && reach?.(url.hostname) === undefined) refuseLiteral(url);
    const proxy = isSecure ? undefined : proxyFor('http', url.hostname, environment);
    const pool = pools[publicOnly && proxy === undefined ? 'publicOnly' : 'any'];
    const sent: RequestOptions = {
      method: request.method ?? 'GET',
      agent: isSecure ? pool.secure : pool.plain,
      headers: {
        ...headersOf(request, options.validators, userAgent),
        ...(proxy === undefined ? {} : proxyCredentials(proxy)),
      },
      ...(options.signal !== undefined && { signal: options.signal }),
      ...(proxy === undefined ? addressOf(url) : throughPlainProxy(url, proxy)),
    };
    return new Promise((resolve, reject) => {
      const asked = (isSecure ? secureRequest : plainRequest)(sent, (message) =>
        resolve({ status: message.statusCode ?? 0, headers: message.headers, url, message }),
      );
      asked.on('error', reject);
      asked.end(request.body);
    });
  };

  const open = async (request: NetRequest, options: OpenOptions): Promise<Opened> => {
    let at = request;
    let fromPublic: boolean | undefined;
    for (let followed = 0; ; followed += 1) {
      refusePlain(at.url, request.url, options.allowPlain === true);
      try {
        const opened = await hop(at, options, fromPublic === true);
        const to = options.redirects === undefined ? undefined : redirectionOf(opened);
        if (to === undefined) return opened;
        fromPublic ??= isPublic(opened, ways);
        opened.message.destroy();
        if (followed >= (options.redirects ?? 0))
          throw new NetError(
            'refused-redirect',
            `${shownUrl(request.url)} redirects more often than ${followed} times`,
          );
        if (to.protocol !== 'https:' && at.url.protocol === 'https:')
          throw new NetError('refused-redirect', `${shownUrl(at.url)} redirects to plain HTTP: ${shownUrl(to)}`);
        at = redirected(at, to, opened.status);
      } catch (error) {
        throw options.signal?.aborted === true ? (options.signal.reason as Error) : explained(error, at.url);
      }
    }
  };

  return {
    open,
    async read(request, options) {
      const late = AbortSignal.timeout(options.timeout ?? timeout);
      const signal = AbortSignal.any([late, ...(options.signal === undefined ? [] : [options.signal])]);
      try {
        const opened = await open(request, { ...options, signal });
        const body = await bodyOf(opened.message, { ...options, url: opened.url });
        return { ...headOf(opened), body };
      } catch (error) {
        options.signal?.throwIfAborted();
        if (late.aborted)
          throw new NetError('timed-out', `${shownUrl(request.url)} did not answer in time`, { cause: error });
        throw explained(error, request.url);
      }
    },
    close() {
      for (const { secure, plain } of Object.values(pools)) {
        secure.destroy();
        plain.destroy();
      }
    },
  };
}

/** What an answer's head says, without its body. */
export function headOf({ status, headers, url }: Opened): Omit<Answer, 'body'> {
  const after = Number(headers['retry-after'] ?? Number.NaN);
  return {
    status,
    headers,
    url,
    validators: {
      ...(headers.etag !== undefined && { etag: headers.etag }),
      ...(headers['last-modified'] !== undefined && { lastModified: headers['last-modified'] }),
    },
    ...(Number.isFinite(after) && after >= 0 && { retryAfter: after }),
  };
}

function headersOf(
  { url, headers, body }: NetRequest,
  validators: Validators | undefined,
  userAgent: string,
): Record<string, string> {
  return {
    host: url.host,
    'user-agent': userAgent,
    accept: '*/*',
    'accept-encoding': 'gzip',
    ...(validators?.etag !== undefined && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified !== undefined && { 'if-modified-since': validators.lastModified }),
    ...basicOf(url),
    ...headers,
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  };
}

/** RFC 7617: of a user and a password that stand in the URL. */
function basicOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(both).toString('base64')}` };
}

function addressOf(url: URL): RequestOptions {
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    path: `${url.pathname}${url.search}`,
  };
}

/** The absolute form (RFC 9112 section 3.2.2). */
function throughPlainProxy(url: URL, proxy: URL): RequestOptions {
  return { ...addressOf(proxy), path: `${url.protocol}//${url.host}${url.pathname}${url.search}` };
}

function refusePlain(url: URL, first: URL, allowed: boolean): void {
  if (url.protocol === 'https:') return;
  if (url.protocol === 'http:' && (isLoopback(url.hostname) || (allowed && first.protocol === 'http:'))) return;
  throw new NetError(
    'refused-plain',
    `${shownUrl(url)} is not https, and whoever stands between could change the answer`,
  );
}

function redirectionOf({ status, headers, url, message }: Opened): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return undefined;
  const to = URL.parse(headers.location, url.href);
  if (to !== null) return to;
  message.destroy();
  throw new NetError('bad-answer', `${shownUrl(url)} redirects to what is no URL`);
}

/** RFC 9110 section 15.4. Another origin gets no header but `accept`: any other may hold a credential. */
function redirected({ method, url, headers = {}, body }: NetRequest, to: URL, status: number): NetRequest {
  const { accept } = headers;
  const others: Record<string, string> = accept === undefined ? {} : { accept };
  const becomesGet = status === 303 || ((status === 301 || status === 302) && method === 'POST');
  const isSame = to.origin === url.origin;
  to.username = isSame ? url.username : '';
  to.password = isSame ? url.password : '';
  return {
    url: to,
    headers: isSame ? headers : others,
    ...(becomesGet ? {} : { ...(method !== undefined && { method }), ...(body !== undefined && { body }) }),
  };
}

/** Of the host that answered first. Through a proxy only an address that is written out tells. */
function isPublic(
  { url, message }: Opened,
  { environment, reach }: Pick<ConnectOptions, 'environment' | 'reach'>,
): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const acts = reach?.(url.hostname)?.actsPublic;
  if (acts !== undefined) return acts;
  if (proxyFor(url.protocol === 'https:' ? 'https' : 'http', url.hostname, environment) !== undefined)
    return isIP(host) === 0 || isPublicAddress(host);
  const address = message.socket.remoteAddress?.replace(/^::ffff:/, '');
  return address === undefined || isPublicAddress(address);
}
