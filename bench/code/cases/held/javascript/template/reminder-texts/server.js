const Koa = require('koa');
const { bodyParser } = require('@koa/bodyparser');
const { fill } = require('./lib/fill');

const app = new Koa();
app.use(bodyParser());

app.use(async (ctx) => {
  const { text } = ctx.request.body;
  const sample = { name: 'Kim', date: '1 May', place: 'Room 4' };
  ctx.body = { sample: fill(String(text), sample) };
});

app.listen(3000);
