import Koa from 'koa';
import { koaBody } from 'koa-body';
import { byShareCode } from './service.js';

const app = new Koa();

app.use(koaBody());
app.use(async (ctx) => {
  const { shareCode } = ctx.request.body;
  const list = await byShareCode(shareCode);
  ctx.assert(list, 404);
  ctx.body = { title: list.title, wishes: list.wishes };
});

app.listen(3000);
