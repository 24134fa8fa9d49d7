const Router = require('@koa/router');
const _ = require('lodash');
const Channel = require('./models/channel');
const { requireUser } = require('./require-user');

const router = new Router();

router.post('/channels', requireUser, async (ctx) => {
  const values = _.pick(ctx.request.body, ['title', 'topic']);
  const channel = new Channel(values);
  channel.createdBy = ctx.state.user.id;
  await channel.save();
  ctx.status = 201;
});

module.exports = router;
