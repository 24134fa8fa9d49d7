import Koa from 'koa';
import Router from '@koa/router';
import { page } from './views/page.js';

const router = new Router();

router.get('/lobby', (ctx) => {
  const { title = 'Lobby' } = ctx.query;
  ctx.type = 'text/html';
  ctx.body = page({ title });
});

export const app = new Koa().use(router.routes());
