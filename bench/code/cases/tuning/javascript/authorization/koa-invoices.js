const Router = require('@koa/router');
const { signedIn } = require('./signed-in');
const { invoices } = require('./invoices');

const router = new Router();

router.post('/invoices/purge', async (ctx) => { // weak: CWE-862|CWE-306
  ctx.body = await invoices.purge();
});

router.use(signedIn);

router.get('/invoices', async (ctx) => {
  ctx.body = await invoices.list(ctx.state.user);
});

router.post('/invoices', async (ctx) => {
  ctx.body = await invoices.add(ctx.state.user, Number(ctx.request.body.amount));
});

router.delete('/invoices/:id', async (ctx) => {
  ctx.body = await invoices.remove(ctx.state.user, ctx.params.id);
});

module.exports = router;
