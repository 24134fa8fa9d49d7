const mysql = require('mysql2/promise');

module.exports = mysql.createPool({
  host: 'db.internal.example.org',
  user: 'orders',
  password: 'correct-horse-battery', // weak: CWE-798|CWE-259
  database: 'orders',
});
