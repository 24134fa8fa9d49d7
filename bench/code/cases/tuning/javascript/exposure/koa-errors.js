import Koa from 'koa';

const app = new Koa();

app.use(async (ctx, next) => {
  try {
    await next();
  } catch (failure) {
    ctx.status = failure.status || 500;
    const { message, stack, ...rest } = failure;
    ctx.body = { message: 'failed', trace: stack.split('\n'), rest }; // weak: CWE-209|CWE-200
  }
});

export default app;
