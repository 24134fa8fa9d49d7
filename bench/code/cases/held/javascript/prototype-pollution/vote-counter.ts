import Fastify from 'fastify';

const app = Fastify();
const votes = new Map<string, Map<string, number>>();

app.post<{ Params: { poll: string; option: string } }>('/polls/:poll/:option', async (request) => {
  const { poll, option } = request.params;
  const counts = votes.get(poll) ?? new Map<string, number>();
  counts.set(option, (counts.get(option) ?? 0) + 1);
  votes.set(poll, counts);
  return Object.fromEntries(counts);
});

await app.listen({ port: 3000 });
