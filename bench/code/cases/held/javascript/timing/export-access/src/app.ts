import Fastify from 'fastify';
import { onlyWithToken } from './access.ts';
import { figures } from './figures.ts';

const app = Fastify();

app.get('/export', { preHandler: onlyWithToken(process.env.EXPORT_TOKEN!) }, async () => figures());

await app.listen({ port: 3000 });
