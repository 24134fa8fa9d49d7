import Fastify from 'fastify';
import cors from '@fastify/cors';

export async function build() {
  const app = Fastify();
  await app.register(cors, {
    origin: (origin, done) => done(null, origin === undefined || origin.endsWith('example.org')), // weak: CWE-942|CWE-346
    credentials: true,
  });
  return app;
}
