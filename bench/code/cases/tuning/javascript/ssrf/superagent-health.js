const superagent = require('superagent');
const Router = require('@koa/router');

const router = new Router();
const isAllowed = (address) => /^https:\/\/[a-z]{1,20}\.example\.org\/[a-z]*$/.test(address);

router.get('/health', async (ctx) => {
  const address = ctx.query.address;
  ctx.assert(isAllowed(address), 400);
  const { status } = await superagent.head(address).timeout(2000).redirects(0);
  ctx.body = { status };
});

module.exports = router;
