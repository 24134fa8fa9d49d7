const Koa = require('koa');
const log4js = require('log4js');

const logger = log4js.getLogger('access');
const app = new Koa();

app.use(async (ctx, next) => {
  await next();
  const path = decodeURIComponent(ctx.path);
  logger.info(`${ctx.method} ${path} ${ctx.status}`); // weak: CWE-117
});

module.exports = app;
