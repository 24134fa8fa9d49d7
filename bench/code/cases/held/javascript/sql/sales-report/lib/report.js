const knex = require('./knex');

/** Sums the sales of one region, by month. */
exports.monthly = (options) => {
  const query = knex('sales').select(knex.raw("date_trunc('month', sold_at) as month")).sum('amount as total');
  if (options.region) {
    query.whereRaw(`region = '${options.region}'`); // weak: CWE-89
  }
  return query.groupBy('month').orderBy('month');
};
