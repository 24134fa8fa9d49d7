import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { signIn, signOut } from '#flows/sign-in';
import { apiBase } from '#ground/operations';
import { foreignPage, type Gatekeeper, refuseGuessing } from './authentication.ts';
import { isOwnPage } from './origin.ts';
import { HttpProblem } from './problem.ts';

/** Sign-in by one-time link, and sign-out. The token comes in a body, so that no log, history or referrer has it. */
export function addSessionRoutes(app: FastifyInstance, keeper: Gatekeeper): void {
  app.route<{ Body: { token: string } }>({
    method: 'POST',
    url: `${apiBase}/session`,
    bodyLimit: 1024,
    config: { rateLimit: { max: 120, timeWindow: 60_000 } },
    schema: { body: { zod: z.strictObject({ token: z.string().min(1).max(200) }) } },
    onRequest: async (request) => refuseForeign(request, keeper),
    async handler(request, reply) {
      const { token } = request.body;
      refuseGuessing(request, token, keeper.guard);
      const signedIn = await signIn(keeper.store, token, keeper.clock);
      if (signedIn === undefined) throw notValid(request, token, keeper);
      const { session, person } = signedIn;
      keeper.guard.noteGood(session.secret);
      const maxAge = Math.floor((Date.parse(session.expiresAt) - Date.parse(keeper.clock())) / 1000);
      setSession(reply, keeper, session.secret, maxAge);
      return { person: { id: person.id, name: person.name, roles: person.roles } };
    },
  });
  app.route({
    method: 'DELETE',
    url: `${apiBase}/session`,
    onRequest: async (request) => refuseForeign(request, keeper),
    async handler(request, reply) {
      const secret = request.cookies[keeper.cookieName];
      if (secret !== undefined) await signOut(keeper.store, secret, keeper.clock);
      setSession(reply, keeper, '', 0);
      return {};
    },
  });
}

/** Signing somebody in as somebody else is a forgery, too. */
function refuseForeign(request: FastifyRequest, keeper: Gatekeeper): void {
  if (isOwnPage(request, keeper.origin)) return;
  keeper.denials.count('forbidden-origin');
  throw foreignPage();
}

function notValid(request: FastifyRequest, token: string, keeper: Gatekeeper): HttpProblem {
  keeper.guard.noteBad(request.ip, token);
  keeper.denials.count('bad-link');
  return new HttpProblem(401, 'link-not-valid', {
    title: 'This link does not sign anybody in',
    detail: 'This link was used already, is older than ten minutes, or never was one.',
    remedy: 'Ask for a fresh one where Selvedge runs, or somebody who is signed in.',
  });
}

/** `__Host-` and Secure need https; on plain HTTP a browser would drop such a cookie. */
function setSession(reply: FastifyReply, { cookieName, origin }: Gatekeeper, secret: string, maxAge: number): void {
  const secure = origin?.startsWith('https:') === true;
  reply.header('cache-control', 'no-store');
  reply.setCookie(cookieName, secret, { httpOnly: true, sameSite: 'strict', path: '/', secure, maxAge });
}
