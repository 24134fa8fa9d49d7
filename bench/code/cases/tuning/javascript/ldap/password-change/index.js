const Koa = require('koa');
const { People } = require('./people');

const app = new Koa();
const people = new People(process.env.LDAP_URL);

app.use(async (ctx) => {
  const { uid, unit = 'people' } = ctx.request.body;
  ctx.body = { entries: await people.find(unit, { uid: String(uid) }) };
});

module.exports = app;
