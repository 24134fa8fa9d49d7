import type { FastifyPluginAsync } from 'fastify';
import { requireDoctor } from './authenticate';
import { store } from './store';

export const appointments: FastifyPluginAsync = async (app) => {
  app.addHook('preHandler', requireDoctor);
  app.get('/', () => store.list());
  app.put('/:id', (request) => store.change((request.params as { id: string }).id));
  app.delete('/:id', (request) => store.remove((request.params as { id: string }).id));
};
