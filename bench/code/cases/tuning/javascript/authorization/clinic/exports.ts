import type { FastifyPluginAsync } from 'fastify';
import { authenticate } from './authenticate';
import { store } from './store';

export const exportsOf: FastifyPluginAsync = async (app) => {
  app.get('/', { preHandler: [authenticate] }, () => store.exports());
  app.get('/:id', { preHandler: [authenticate] }, (request) => store.export((request.params as { id: string }).id));
  app.post('/all', () => store.exportAll()); // weak: CWE-862|CWE-306
};
