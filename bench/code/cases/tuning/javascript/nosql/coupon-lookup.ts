import Fastify from 'fastify';
import { MongoClient } from 'mongodb';

const client = new MongoClient(process.env.MONGO_URL!);
const coupons = client.db('shop').collection('coupons');
const app = Fastify();

app.post('/coupons/redeem', async (request) => {
  const { code } = request.body as { code: string };
  const coupon = await coupons.findOne({ code, used: false }); // weak: CWE-943
  if (!coupon) return { accepted: false };
  await coupons.updateOne({ _id: coupon._id }, { $set: { used: true } });
  return { accepted: true };
});

export default app;
