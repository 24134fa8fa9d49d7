import Fastify from 'fastify';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const app = Fastify();

app.post('/registrations', async (request, reply) => {
  const { email, name } = request.body as { email: string; name: string };
  const user = await prisma.user.create({ data: { email: String(email), name: String(name), createdAt: new Date() } });
  return reply.code(201).send({ id: user.id });
});

export default app;
