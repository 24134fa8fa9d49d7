const Router = require('@koa/router');
const { signedIn } = require('./signed-in');
const { receipts } = require('./receipts');

const router = new Router();

router.use(signedIn);

router.post('/receipts/purge', async (ctx) => {
  ctx.assert(ctx.state.user.isAdministrator, 403);
  ctx.body = await receipts.purge();
});

router.get('/receipts', async (ctx) => {
  ctx.body = await receipts.list(ctx.state.user);
});

router.delete('/receipts/:id', async (ctx) => {
  ctx.body = await receipts.remove(ctx.state.user, ctx.params.id);
});

module.exports = router;
