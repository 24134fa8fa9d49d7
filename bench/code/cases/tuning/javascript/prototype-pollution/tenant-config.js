const Router = require('@koa/router');

const router = new Router();
const tenants = { acme: {}, globex: {} };

router.post('/tenants/config', (ctx) => {
  const { tenant, key, value } = ctx.request.body;
  if (!(tenant in tenants)) ctx.throw(404);
  const config = tenants[tenant];
  config[key] = value; // weak: CWE-1321
  ctx.status = 204;
});

module.exports = router;
