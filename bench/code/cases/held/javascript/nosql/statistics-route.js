const Router = require('@koa/router');
const mongoose = require('mongoose');

const Sale = mongoose.model('Sale', new mongoose.Schema({ region: String, amount: Number, month: String }));
const router = new Router({ prefix: '/statistics' });

router.get('/sales', async (ctx) => {
  const match = {};
  for (const [key, value] of Object.entries(ctx.request.query)) {
    match[key] = JSON.parse(value);
  }
  ctx.body = await Sale.aggregate([{ $match: match }, { $group: { _id: '$month', total: { $sum: '$amount' } } }]); // weak: CWE-943
});

module.exports = router;
