const Koa = require('koa');
const fs = require('fs');

const app = new Koa();

app.use(async (ctx) => {
  const day = String(ctx.query.day);
  ctx.assert(/^\d{4}-\d{2}-\d{2}$/.test(day), 400);
  ctx.type = 'text/plain';
  ctx.body = fs.createReadStream('/var/log/app/' + day + '.log');
});

module.exports = app;
