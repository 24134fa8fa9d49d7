import Fastify from 'fastify';
import { open } from 'node:fs/promises';
import { below, Outside } from './files.ts';

const app = Fastify();

app.get<{ Querystring: { name: string } }>('/tail', async (request, reply) => {
  try {
    const file = await open(await below('/var/log/app', request.query.name));
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, Math.max(0, size - 4096));
    await file.close();
    return { tail: buffer.subarray(0, bytesRead).toString('utf8') };
  } catch (error) {
    return reply.code(error instanceof Outside ? 403 : 404).send();
  }
});

await app.listen({ port: 7000 });
