import Fastify from 'fastify';
import { MongoClient, ObjectId } from 'mongodb';

const profiles = new MongoClient(process.env.MONGO_URL!).db('app').collection('profiles');
const app = Fastify();

app.get('/profiles/:id', async (request, reply) => {
  const profile = await profiles.findOne({ _id: new ObjectId((request.params as { id: string }).id) });
  if (profile === null) return reply.code(404).send();
  reply.header('Content-Type', 'text/html; charset=utf-8');
  return reply.send(`<article><h1>${profile.name}</h1><p>${profile.about}</p></article>`); // weak: CWE-79
});

export default app;
