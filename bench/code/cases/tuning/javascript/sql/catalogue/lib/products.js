const knex = require('./knex');

exports.findProducts = function findProducts(category, text) {
  return knex('products')
    .where({ category })
    .andWhereRaw('name ILIKE ?', [`%${text}%`])
    .orderByRaw('lower(name)')
    .limit(50);
};
