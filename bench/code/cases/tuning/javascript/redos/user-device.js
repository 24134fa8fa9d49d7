const Koa = require('koa');

const app = new Koa();
const device = /^[a-z]+\/[0-9.]+ \([^()]*\)/i;

app.use(async (ctx, next) => {
  ctx.state.isKnown = device.exec(ctx.get('user-agent')) !== null;
  await next();
});

module.exports = app;
