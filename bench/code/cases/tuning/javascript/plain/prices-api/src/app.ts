import Fastify from 'fastify';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { prices } from './prices.js';

export async function build() {
  const app = Fastify({ logger: true, bodyLimit: 10_000 });
  await app.register(helmet);
  await app.register(rateLimit, { max: 100, timeWindow: '1 minute' });
  await app.register(prices, { prefix: '/prices' });
  return app;
}
