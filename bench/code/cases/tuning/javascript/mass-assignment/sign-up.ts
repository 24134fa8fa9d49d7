import Fastify from 'fastify';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const app = Fastify();

app.post('/sign-up', async (request, reply) => {
  const fields = request.body as { email: string; name: string };
  const user = await prisma.user.create({ data: { ...fields, createdAt: new Date() } }); // weak: CWE-915
  return reply.code(201).send({ id: user.id });
});

export default app;
