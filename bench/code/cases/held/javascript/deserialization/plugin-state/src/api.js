const Koa = require('koa');
const { bodyParser } = require('@koa/bodyparser');
const state = require('./state');

const app = new Koa();
app.use(bodyParser({ enableTypes: ['json'] }));

app.use(async (ctx) => {
  state.restore(ctx.query.plugin, ctx.request.body);
  ctx.status = 204;
});

app.listen(3000);
