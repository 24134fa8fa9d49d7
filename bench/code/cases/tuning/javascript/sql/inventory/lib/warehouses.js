const knex = require('./knex');

exports.listWarehouses = () => knex('warehouses').select('code', 'name').orderBy('name');
