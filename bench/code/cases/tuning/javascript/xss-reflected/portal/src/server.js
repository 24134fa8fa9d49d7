import Koa from 'koa';
import Router from '@koa/router';
import { page } from './views/page.js';

const router = new Router();

router.get('/portal', (ctx) => {
  const { title = 'Portal', returnTo = '/' } = ctx.query;
  ctx.type = 'text/html';
  ctx.body = page({ title, returnTo }); // weak: CWE-79
});

export const app = new Koa().use(router.routes());
