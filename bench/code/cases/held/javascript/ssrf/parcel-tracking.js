const Koa = require('koa');
const { request } = require('undici');

const app = new Koa();

const carriers = {
  north: 'https://track.north.example/api/parcels',
  blue: 'https://blue-parcel.example/v1/status',
};

app.use(async (ctx) => {
  const carrier = Object.hasOwn(carriers, ctx.query.carrier) ? carriers[ctx.query.carrier] : carriers.north;
  const { body } = await request(`${carrier}?number=${encodeURIComponent(ctx.query.number)}`);
  ctx.body = await body.json();
});

app.listen(3000);
