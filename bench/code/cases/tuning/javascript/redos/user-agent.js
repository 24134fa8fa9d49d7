const Koa = require('koa');

const app = new Koa();
const browser = /^((?:[a-z]+\/?)+\s?)+;$/i;

app.use(async (ctx, next) => {
  ctx.state.isBrowser = browser.exec(ctx.get('user-agent')) !== null; // weak: CWE-1333|CWE-400
  await next();
});

module.exports = app;
