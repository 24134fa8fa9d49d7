import Koa from 'koa';

const app = new Koa();

app.use(async (ctx, next) => {
  try {
    await next();
  } catch (failure) {
    ctx.status = failure.expose ? failure.status : 500;
    ctx.body = { message: ctx.status === 404 ? 'not found' : 'failed' };
    ctx.app.emit('error', failure, ctx);
  }
});

export default app;
