const Koa = require('koa');
const Router = require('@koa/router');
const he = require('he');
const { MongoClient } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);
const router = new Router();

router.get('/newsletters', async (ctx) => {
  const letters = await client.db('mail').collection('letters').find({ sent: true }).limit(20).toArray();
  const items = letters.map((letter) => `<li>${he.encode(letter.subject)} by ${he.encode(letter.author)}</li>`);
  ctx.type = 'text/html';
  ctx.body = `<ol>${items.join('')}</ol>`;
});

new Koa().use(router.routes()).listen(3000);
