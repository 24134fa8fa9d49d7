const Koa = require('koa');
const log4js = require('log4js');

const logger = log4js.getLogger('access');
const app = new Koa();

app.use(async (ctx, next) => {
  const started = Date.now();
  await next();
  logger.info(`${encodeURI(ctx.path)} ${ctx.status} ${Date.now() - started} ms`);
});

module.exports = app;
