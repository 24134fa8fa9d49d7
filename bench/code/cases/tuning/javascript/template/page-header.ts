import Koa from 'koa';
import nunjucks from 'nunjucks';

const app = new Koa();
const environment = nunjucks.configure('views', { autoescape: true });

app.use(async (ctx) => {
  const heading = ctx.query.heading as string;
  ctx.type = 'html';
  ctx.body = environment.renderString('<h1>{{ heading }}</h1>{% include "body.njk" %}', { heading });
});

export default app;
