const Koa = require('koa');
const fs = require('fs');

const app = new Koa();

app.use(async (ctx) => {
  const name = String(ctx.query.name).replace('../', '');
  ctx.type = 'text/plain';
  ctx.body = fs.createReadStream('/var/log/app/' + name); // weak: CWE-22
});

module.exports = app;
