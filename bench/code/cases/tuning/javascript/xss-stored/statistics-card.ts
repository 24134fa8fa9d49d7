import Fastify from 'fastify';
import { MongoClient } from 'mongodb';

const visits = new MongoClient(process.env.MONGO_URL!).db('app').collection('visits');
const app = Fastify();

app.get('/visits', async (_request, reply) => {
  const total = await visits.countDocuments({ kind: 'page' });
  const today = await visits.countDocuments({ kind: 'page', day: new Date().toISOString().slice(0, 10) });
  reply.header('Content-Type', 'text/html; charset=utf-8');
  return reply.send(`<article><h1>Visits</h1><p>${total} in all, ${today} today</p></article>`);
});

export default app;
