import type { FastifyInstance } from 'fastify';
import { loadWidget } from './widgets.ts';

export async function routes(app: FastifyInstance) {
  app.get<{ Params: { name: string }; Querystring: Record<string, string> }>('/widgets/:name', async (request, reply) => {
    const widget = await loadWidget(request.params.name);
    if (!widget) return reply.code(404).send();
    return widget.render(request.query);
  });
}
