import type { Verification } from '#ground/model';
import { NetError } from '#ground/net';
import type { Values } from './provider-request.ts';
import { requestOf } from './request.ts';
import type { Answer, Transport } from './transport.ts';

/** A secret to ask about. Its values are held for the request and nowhere else. */
export interface Credential {
  readonly verification: Verification;
  readonly values: Values;
}

/** What the provider said. `unknown` says nothing of the secret: no answer, or one that fits neither. */
export interface Liveness {
  readonly state: 'live' | 'dead' | 'unknown';
  /** For people; never a value. */
  readonly because: string;
  /** Whom it belongs to, as the provider says: at most 100 characters each. */
  readonly shows: Readonly<Record<string, string>>;
}

export interface Asked<T extends Credential> {
  readonly credential: T;
  readonly liveness: Liveness;
}

export interface AskOptions {
  readonly send: Transport;
  readonly signal?: AbortSignal;
  /** After each answer. */
  onAnswer?(done: number, of: number): void;
  /** Milliseconds between two requests to one host. */
  readonly interval?: number;
  /** Waits; a test waits less. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Requests of one run; a file full of tokens is no reason to send thousands. */
const mostRequests = 500;
const longestWait = 30_000;

/**
 * Asks about each credential once, however often it was found. One request at a time goes to a host, with a pause before the next; different
 * hosts are asked side by side. A host that says 429 or 503 is waited for once, if it is short, and asked again.
 */
export async function askProviders<T extends Credential>(
  credentials: readonly T[],
  options: AskOptions,
): Promise<Asked<T>[]> {
  const { signal } = options;
  const known = new Map<string, Promise<Liveness>>();
  const lanes = new Map<string, Promise<unknown>>();
  let done = 0;
  const ask = (credential: T): Promise<Liveness> => {
    const built = requestOf(credential.verification, credential.values, new Date());
    if ('refused' in built) return Promise.resolve(unknown(built.refused));
    const key = JSON.stringify([credential.verification, credential.values]);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= mostRequests)
      return Promise.resolve(unknown(`not asked: ${mostRequests} requests were made already`));
    const host = built.request.url.host;
    const lane = lanes.get(host) ?? Promise.resolve();
    const answer = lane.then(() => askOne(credential, options));
    lanes.set(
      host,
      answer.then(() => (options.pause ?? sleep)(options.interval ?? 250)),
    );
    known.set(key, answer);
    return answer;
  };
  return Promise.all(
    credentials.map(async (credential) => {
      const liveness = await ask(credential);
      signal?.throwIfAborted();
      done += 1;
      options.onAnswer?.(done, credentials.length);
      return { credential, liveness };
    }),
  );
}

async function askOne(
  { verification, values }: Credential,
  { send, signal, pause = sleep }: AskOptions,
): Promise<Liveness> {
  try {
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      const built = requestOf(verification, values, new Date()); // anew: a signature holds for minutes
      if ('refused' in built) return unknown(built.refused);
      const answer = await send(built.request, signal);
      const wait = (answer.retryAfter ?? 2) * 1000;
      if ((answer.status !== 429 && answer.status !== 503) || attempt > 1 || wait > longestWait)
        return livenessOf(verification, values, answer, built.request.url.host);
      await pause(wait);
    }
  } catch (error) {
    return unknown(`no answer: ${whyNot(error)}`);
  }
}

/** The code alone: a message might repeat what was sent. */
function whyNot(error: unknown): string {
  if (error instanceof NetError) return error.systemCode ?? error.code;
  const { code } = error instanceof Error && 'code' in error ? error : { code: undefined };
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'failed';
}

function livenessOf(verification: Verification, values: Values, answer: Answer, host: string): Liveness {
  const said = `${host} answered ${answer.status}`;
  const { live, dead, shows } = 'signer' in verification ? sts : verification;
  // The dead answer first: where both have one status, its body tells them apart.
  if (fits(answer, dead)) return { state: 'dead', because: said, shows: {} };
  if (!fits(answer, live)) return unknown(said);
  return { state: 'live', because: said, shows: shown(answer.body, shows, values) };
}

/** The answers of GetCallerIdentity. */
const sts = {
  live: { status: [200] },
  dead: { status: [403] },
  shows: { owner: '/GetCallerIdentityResponse/GetCallerIdentityResult/Arn' },
};

function fits(
  answer: Answer,
  { status, body }: { readonly status: readonly number[]; readonly body?: string | undefined },
): boolean {
  return status.includes(answer.status) && (body === undefined || answer.body.includes(body));
}

/** What an answer says of the owner; nothing that has a value of the credential in it. */
function shown(body: string, pointers: Readonly<Record<string, string>>, values: Values): Record<string, string> {
  const parsed = parsedJson(body);
  return Object.fromEntries(
    Object.entries(pointers).flatMap(([name, pointer]) => {
      const found = at(parsed, pointer);
      const text = typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 100) : '';
      const isValue = Object.values(values).some(
        (value) => value.length >= 8 && (text.includes(value) || (text.length >= 8 && value.includes(text))),
      );
      return text === '' || isValue ? [] : [[name, text]];
    }),
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 6901. */
function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name]; // hasOwn said so
  }
  return found;
}

function unknown(because: string): Liveness {
  return { state: 'unknown', because, shows: {} };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}
