const { request } = require('undici');

exports.forward = async (ctx) => {
  const { scheme, host } = ctx.state.backend;
  const { body } = await request(`${scheme}://${host}/v1/rates`);
  ctx.type = 'application/json';
  ctx.body = body;
};
