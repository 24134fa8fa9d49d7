const Router = require('@koa/router');
const { MongoClient } = require('mongodb');

const films = new MongoClient(process.env.MONGO_URL).db('library').collection('films');
const router = new Router();

router.get('/films', async (ctx) => {
  const asked = Number(ctx.query.limit);
  const limit = asked > 0 && asked <= 100 ? asked : 20;
  ctx.body = await films.find({}).limit(limit).toArray();
});

module.exports = router;
