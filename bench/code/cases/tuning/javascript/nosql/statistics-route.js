const Router = require('@koa/router');
const mongoose = require('mongoose');

const Sale = mongoose.model('Sale', new mongoose.Schema({ region: String, amount: Number, month: String }));
const router = new Router({ prefix: '/statistics' });

router.get('/sales', async (ctx) => {
  const parsed = Object.entries(ctx.request.query).map(([key, value]) => [key, JSON.parse(value)]);
  const match = Object.fromEntries(parsed);
  ctx.body = await Sale.aggregate([{ $match: match }, { $group: { _id: '$month', total: { $sum: '$amount' } } }]); // weak: CWE-943
});

module.exports = router;
