import Handlebars from 'handlebars';
import Fastify from 'fastify';

const app = Fastify();
const tag = Handlebars.compile<{ name: string; price: string }>('{{name}} costs {{price}}');

app.post<{ Body: { name: string; price: number } }>('/tags', async (request) => {
  const { name, price } = request.body;
  return { tag: tag({ name, price: Number(price).toFixed(2) }) };
});

await app.listen({ port: 3000 });
