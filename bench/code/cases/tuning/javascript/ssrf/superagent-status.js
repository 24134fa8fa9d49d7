const superagent = require('superagent');
const Router = require('@koa/router');

const router = new Router();
const isAllowed = (address) => /^https?:\/\/.*\.example\.org/.test(address);

router.get('/status', async (ctx) => {
  const address = ctx.query.address;
  ctx.assert(isAllowed(address), 400);
  const { status } = await superagent.head(address).timeout(2000); // weak: CWE-918
  ctx.body = { status };
});

module.exports = router;
