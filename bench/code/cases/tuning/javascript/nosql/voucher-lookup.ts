import Fastify from 'fastify';
import { MongoClient } from 'mongodb';

const client = new MongoClient(process.env.MONGO_URL!);
const vouchers = client.db('shop').collection('vouchers');
const app = Fastify();

app.post('/vouchers/redeem', async (request) => {
  const { code } = request.body as { code: unknown };
  const result = await vouchers.findOneAndUpdate({ code: { $eq: String(code) }, used: false }, { $set: { used: true } });
  return { accepted: result !== null };
});

export default app;
