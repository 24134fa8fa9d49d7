const Router = require('@koa/router');
const mongoose = require('mongoose');
const { z } = require('zod');

const Refund = mongoose.model('Refund', new mongoose.Schema({ region: String, amount: Number, month: String }));
const router = new Router({ prefix: '/summary' });
const Filter = z.object({ region: z.string().max(20), month: z.string().regex(/^\d{4}-\d{2}$/) }).strict();

router.get('/refunds', async (ctx) => {
  const filter = Filter.parse(ctx.request.query);
  ctx.body = await Refund.aggregate([{ $match: filter }, { $group: { _id: '$month', total: { $sum: '$amount' } } }]);
});

module.exports = router;
