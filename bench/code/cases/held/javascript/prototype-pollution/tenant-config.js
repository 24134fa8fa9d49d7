const _ = require('lodash');
const Router = require('@koa/router');

const router = new Router();
const tenants = { acme: {}, globex: {} };

router.post('/tenants/config', (ctx) => {
  const { tenant, key, value } = ctx.request.body;
  if (!(tenant in tenants)) ctx.throw(404);
  tenants[tenant][key] = tenants[tenant][key] ?? {};
  _.set(tenants, [tenant, ...key.split('/')], value); // weak: CWE-1321
  ctx.status = 204;
});

module.exports = router;
