import Fastify from 'fastify';

const app = Fastify();
const TAG = /#([\p{L}\p{N}_]{1,40})/gu;

app.post<{ Body: { text: string } }>('/tags', async (request) => {
  const text = request.body.text.slice(0, 2000);
  const tags = new Set(Array.from(text.matchAll(TAG), ([, tag]) => tag!.toLowerCase()));
  return { tags: [...tags] };
});

await app.listen({ port: 3000 });
