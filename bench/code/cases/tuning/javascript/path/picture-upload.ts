import Fastify from 'fastify';
import multipart from '@fastify/multipart';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';

const app = Fastify();
await app.register(multipart, { limits: { fileSize: 1_000_000 } });

app.post('/pictures', async (request) => {
  const part = await request.file();
  if (!part || part.mimetype !== 'image/png') return { stored: false };
  const id = randomUUID();
  await pipeline(part.file, createWriteStream(resolve('pictures', `${id}.png`)));
  return { stored: true, id };
});

export default app;
