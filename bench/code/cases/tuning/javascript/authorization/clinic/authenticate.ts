import type { preHandlerAsyncHookHandler } from 'fastify';
import { sessions } from './store';

export const authenticate: preHandlerAsyncHookHandler = async (request, reply) => {
  if (!(await sessions.has(request.headers.authorization ?? ''))) return reply.code(401).send();
};
