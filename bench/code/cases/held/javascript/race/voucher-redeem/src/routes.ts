import type { FastifyInstance } from 'fastify';
import { redeem } from './vouchers.ts';

export async function routes(app: FastifyInstance) {
  app.post<{ Params: { code: string } }>('/vouchers/:code/redeem', {
    preHandler: app.authenticate,
    handler: async (request, reply) => {
      const done = await redeem(request.params.code, request.user.id);
      return reply.code(done ? 204 : 409).send();
    },
  });
}
