import Fastify from 'fastify';
import multipart from '@fastify/multipart';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { resolve } from 'node:path';

const app = Fastify();
await app.register(multipart, { limits: { fileSize: 1_000_000 } });

app.post('/avatars', async (request) => {
  const part = await request.file();
  if (!part) return { stored: false };
  await pipeline(part.file, createWriteStream(resolve('avatars', request.headers['x-file-name'] as string))); // weak: CWE-22|CWE-73
  return { stored: true };
});

export default app;
