const { execSync } = require('child_process');
const Koa = require('koa');

const app = new Koa();
const SERVICES = new Set(['nginx', 'redis-server', 'postgresql']);

app.use(async (ctx) => {
  const service = ctx.query.service;
  if (!SERVICES.has(service)) {
    ctx.status = 404;
    return;
  }
  const state = execSync(`systemctl is-active ${service}`, { encoding: 'utf8' });
  ctx.body = { service, state: state.trim() };
});

app.listen(3001);
