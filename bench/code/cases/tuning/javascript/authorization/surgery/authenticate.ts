import type { onRequestAsyncHookHandler, preHandlerAsyncHookHandler } from 'fastify';
import { sessions } from './store';

export const authenticate: onRequestAsyncHookHandler = async (request, reply) => {
  if (!(await sessions.has(request.headers.authorization ?? ''))) return reply.code(401).send();
};

export const requireDoctor: preHandlerAsyncHookHandler = async (request, reply) => {
  if (!(await sessions.isDoctor(request.headers.authorization ?? ''))) return reply.code(403).send();
};
