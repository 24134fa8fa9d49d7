const Router = require('@koa/router');
const { MongoClient } = require('mongodb');

const books = new MongoClient(process.env.MONGO_URL).db('library').collection('books');
const router = new Router();

router.get('/books', async (ctx) => {
  const limit = Number(ctx.query.limit);
  ctx.body = await books.find({}).limit(limit).toArray(); // weak: CWE-770|CWE-400
});

module.exports = router;
