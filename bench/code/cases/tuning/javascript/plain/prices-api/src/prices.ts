import type { FastifyPluginAsync } from 'fastify';
import { find } from './store.js';

const schema = { params: { type: 'object', properties: { article: { type: 'integer', minimum: 1 } }, required: ['article'] } };

export const prices: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { article: number } }>('/:article', { schema }, async (request, reply) => {
    const price = await find(request.params.article);
    return price ?? reply.code(404).send({ error: 'no such article' });
  });
};
