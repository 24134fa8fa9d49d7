const Koa = require('koa');
const Router = require('@koa/router');
const mysql = require('mysql2');

const connection = mysql.createConnection({ uri: process.env.MYSQL_URL });
const router = new Router();

router.get('/parcels/:number', async (ctx) => {
  const number = Number.parseInt(ctx.params.number, 10);
  if (Number.isNaN(number)) {
    ctx.status = 400;
    return;
  }
  const sql = `SELECT state, updated_at FROM parcels WHERE number = ${number}`;
  ctx.body = await new Promise((resolve, reject) => {
    connection.query(sql, (error, rows) => (error ? reject(error) : resolve(rows[0])));
  });
});

module.exports = new Koa().use(router.routes());
