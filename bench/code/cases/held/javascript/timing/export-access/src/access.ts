import { createHash, timingSafeEqual } from 'node:crypto';
import type { preHandlerHookHandler } from 'fastify';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function onlyWithToken(apiToken: string): preHandlerHookHandler {
  const wanted = digest(apiToken);
  return (request, reply, done) => {
    const given = request.headers['x-api-token'];
    if (typeof given === 'string' && timingSafeEqual(digest(given), wanted)) return done();
    reply.code(401).send();
  };
}
