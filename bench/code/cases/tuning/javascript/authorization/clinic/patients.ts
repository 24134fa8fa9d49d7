import type { FastifyPluginAsync } from 'fastify';
import { authenticate } from './authenticate';
import { store } from './store';

export const patients: FastifyPluginAsync = async (app) => {
  app.get('/', { preHandler: [authenticate] }, () => store.list());
  app.put('/:id', { preHandler: [authenticate] }, (request) => store.change((request.params as { id: string }).id));
  app.delete('/:id', { preHandler: [authenticate] }, (request) => store.remove((request.params as { id: string }).id));
};
