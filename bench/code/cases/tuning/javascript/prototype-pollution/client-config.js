const Router = require('@koa/router');

const router = new Router();
const clients = new Map([
  ['acme', {}],
  ['globex', {}],
]);
const keys = ['colour', 'logo', 'language'];

router.post('/clients/config', (ctx) => {
  const { client, key, value } = ctx.request.body;
  const config = clients.get(client);
  if (config === undefined || !keys.includes(key)) ctx.throw(404);
  config[key] = String(value);
  ctx.status = 204;
});

module.exports = router;
