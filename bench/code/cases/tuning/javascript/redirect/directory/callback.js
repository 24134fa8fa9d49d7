import Koa from 'koa';
import { finish } from './finish.js';

export const app = new Koa();

app.use(async (ctx, next) => {
  ctx.state.target = ctx.query.state === 'admin' ? '/admin' : '/';
  await next();
});

app.use(finish);
