import type { FastifyRequest } from 'fastify';
import { clientHeader } from '#ground/operations';
import { HttpProblem } from './problem.ts';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses a request whose Host is not ours: a page of another site can make its own name resolve to 127.0.0.1 (DNS rebinding),
 * and then reads answers as if it were ours; but it cannot change the name that the browser sends.
 */
export function hostGuard(allowed: readonly string[]): (request: FastifyRequest) => void {
  const names = new Set([...loopback, ...allowed.map((name) => name.toLowerCase())]);
  return ({ headers: { host } }) => {
    const name = host === undefined ? '' : hostnameOf(host);
    if (names.has(name)) return;
    throw new HttpProblem(421, 'wrong-host', {
      title: 'Not a name of this server',
      detail: `This server does not answer to the name ${name === '' ? 'that was given' : name.slice(0, 100)}.`,
      remedy: 'Use 127.0.0.1 or localhost, or start the server with this name allowed.',
    });
  };
}

/** Host without its port, lower-cased; empty for what is no host. */
function hostnameOf(host: string): string {
  return URL.parse(`http://${host}/`)?.hostname ?? '';
}

/**
 * Cross-site request forgery: only for credentials that a browser sends by itself. Two independent signs must both say that
 * the request comes from our own page: what the browser says of its origin (Fetch Metadata; Origin), and a header that a page
 * of another origin cannot set without asking, which is never allowed. Other ports of this machine are other origins, too.
 */
export function isOwnPage({ headers, method }: FastifyRequest, origin: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (method === 'GET' || method === 'HEAD') return true;
  if (headers[clientHeader] === undefined) return false;
  return headers.origin === undefined || headers.origin === (origin ?? `http://${headers.host ?? ''}`);
}
