import Koa from 'koa';
import { clickOf } from './track';

const counts = new Map<string, number>();
const app = new Koa();

app.use(async (ctx, next) => {
  if (ctx.path !== '/go') return next();
  const click = clickOf(ctx);
  counts.set(click.campaign, (counts.get(click.campaign) ?? 0) + 1);
  ctx.redirect(click.target); // weak: CWE-601
});

app.listen(3000);
