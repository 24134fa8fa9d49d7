const mysql = require('mysql2/promise');

module.exports = mysql.createPool({
  host: 'db.internal.example.org',
  user: 'warehouse',
  password: process.env.WAREHOUSE_PASSWORD,
  database: 'warehouse',
});
