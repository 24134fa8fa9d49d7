import Fastify from 'fastify';
import { createGunzip } from 'node:zlib';
import { unpack } from './unpack.ts';

const app = Fastify();
app.addContentTypeParser('application/gzip', (request, payload, done) => done(null, payload));

app.put<{ Params: { id: string }; Body: import('node:stream').Readable }>('/plugins/:id', async (request) => ({
  files: await unpack(request.body.pipe(createGunzip()), '/srv/plugins/staged'),
}));

await app.listen({ port: 3000 });
