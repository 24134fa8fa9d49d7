exports.chooseRegion = async (ctx, next) => {
  const region = ctx.get('x-region') || 'eu';
  ctx.state.backend = { scheme: 'https', host: `${region}.translate.example.org` };
  await next();
};
