import type { FastifyRequest } from 'fastify';
import { authenticate, type Credentials } from '#flows/sign-in';
import type { Clock } from '#ground/model';
import type { Actor, DenialCounter, ExecuteContext } from '#ground/operations';
import type { GuessingGuard } from './brute-force.ts';
import { isOwnPage } from './origin.ts';
import { HttpProblem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the credentials have been checked, and for routes that need none. */
    actor: Actor | null;
  }
}

export interface Gatekeeper {
  readonly store: ExecuteContext['store'];
  readonly clock: Clock;
  readonly denials: DenialCounter;
  readonly guard: GuessingGuard;
  readonly cookieName: string;
  /** What browsers see, where that is not this server itself. */
  readonly origin: string | undefined;
}

/** Finds out who sends a request; throws 401, 403 or 429. Runs before the body is read. */
export async function identify(request: FastifyRequest, keeper: Gatekeeper): Promise<Actor> {
  const credentials = credentialsOf(request, keeper.cookieName);
  if (credentials.kind === 'none') {
    keeper.denials.count('no-credentials');
    throw unauthenticated('This needs to know who asks, and no credentials came with it.');
  }
  if (credentials.kind === 'session' && !isOwnPage(request, keeper.origin)) {
    keeper.denials.count('forbidden-origin');
    throw foreignPage();
  }
  refuseGuessing(request, credentials.secret, keeper.guard);
  const actor = await authenticate(keeper.store, credentials, keeper.clock);
  if (actor !== undefined) {
    keeper.guard.noteGood(credentials.secret);
    return actor;
  }
  keeper.guard.noteBad(request.ip, credentials.secret);
  keeper.denials.count(credentials.kind === 'token' ? 'bad-token' : 'bad-session');
  throw unauthenticated(
    credentials.kind === 'token'
      ? 'This token is unknown, revoked or expired.'
      : 'This session has ended, or was idle for too long.',
  );
}

/** Throws 429 for an address that tries one secret after the other. */
export function refuseGuessing({ ip }: FastifyRequest, secret: string, guard: GuessingGuard): void {
  const seconds = guard.wait(ip, secret);
  if (seconds > 0) throw tooManyGuesses(seconds);
}

function credentialsOf({ headers, cookies }: FastifyRequest, cookieName: string): Credentials {
  const [scheme, secret, ...more] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && secret !== undefined && more.length === 0) return { kind: 'token', secret };
  const cookie = cookies[cookieName];
  return cookie === undefined ? { kind: 'none' } : { kind: 'session', secret: cookie };
}

function unauthenticated(detail: string): HttpProblem {
  const remedy = 'Sign in with a one-time link (npm start prints one), or send a token: Authorization: Bearer slv_…';
  return new HttpProblem(
    401,
    'unauthenticated',
    { title: 'Nobody is signed in', detail, remedy },
    { 'www-authenticate': 'Bearer' },
  );
}

/** For a request that a page of another origin made a browser send. */
export function foreignPage(): HttpProblem {
  return new HttpProblem(403, 'forbidden-origin', {
    title: 'Not from our own page',
    detail: 'The request bears a session, and its headers do not show that it comes from Selvedge’s own page.',
    remedy: 'Use the page of this server; a program sends a token instead of a cookie.',
  });
}

function tooManyGuesses(seconds: number): HttpProblem {
  return new HttpProblem(
    429,
    'too-many-guesses',
    {
      title: 'Too many bad credentials',
      detail: 'Too many credentials that are not valid came from this address within a minute.',
      remedy: `Wait ${seconds} seconds, and check the token or link.`,
    },
    { 'retry-after': String(seconds) },
  );
}
