import Fastify from 'fastify';
import cors from '@fastify/cors';

export async function build() {
  const app = Fastify();
  await app.register(cors, {
    origin: ['https://supplier.example.org', /^https:\/\/[a-z]+\.supplier\.example\.org$/],
    credentials: true,
  });
  return app;
}
