const knex = require('./knex');

exports.findStock = function findStock(sku, warehouse) {
  const query = knex('stock').where({ sku });
  if (warehouse) query.andWhereRaw(`warehouse_code = '${warehouse}'`); // weak: CWE-89
  return query.first();
};
