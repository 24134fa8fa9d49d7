const Koa = require('koa');
const compose = require('koa-compose');
const { chooseRegion } = require('./region');
const { forward } = require('./forward');

const app = new Koa();
app.use(compose([chooseRegion, forward]));

module.exports = app;
