import Fastify from 'fastify';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const app = Fastify();

app.get<{ Params: { handle: string } }>('/profiles/:handle', async (request, reply) => {
  const profile = await prisma.user.findUnique({
    where: { handle: request.params.handle },
    select: { handle: true, displayName: true, about: true },
  });
  return profile ?? reply.code(404).send({ message: 'There is no such profile' });
});

await app.listen({ port: 3000 });
