const hosts = { eu: 'eu.currency.example.org', us: 'us.currency.example.org' };

exports.chooseRegion = async (ctx, next) => {
  const region = ctx.get('x-region') === 'us' ? 'us' : 'eu';
  ctx.state.backend = { scheme: 'https', host: hosts[region] };
  await next();
};
