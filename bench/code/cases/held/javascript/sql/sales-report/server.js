const Koa = require('koa');
const Router = require('@koa/router');
const report = require('./lib/report');

const app = new Koa();
const router = new Router();

router.get('/reports/monthly', async (ctx) => {
  const options = { region: ctx.query.region, currency: 'EUR' };
  ctx.body = await report.monthly(options);
});

app.use(router.routes());
app.listen(process.env.PORT || 3000);
