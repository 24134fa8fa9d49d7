import Koa from 'koa';
import Router from '@koa/router';
import bodyParser from 'koa-bodyparser';
import vm from 'node:vm';

const router = new Router();

router.post('/run', async (ctx) => {
  const { source } = ctx.request.body as { source: string };
  const sandbox = { result: undefined as unknown };
  vm.runInNewContext(source, sandbox, { timeout: 1000 }); // weak: CWE-94|CWE-95|CWE-265
  ctx.body = { result: String(sandbox.result) };
});

new Koa().use(bodyParser()).use(router.routes()).listen(3000);
