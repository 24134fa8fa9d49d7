import Koa from 'koa';
import nunjucks from 'nunjucks';

const app = new Koa();

app.use(async (ctx) => {
  const heading = ctx.query.heading as string;
  const source = '<h1>' + heading + '</h1>{% include "body.njk" %}';
  ctx.type = 'html';
  ctx.body = nunjucks.renderString(source, { user: ctx.state.user }); // weak: CWE-1336|CWE-94|CWE-79
});

export default app;
