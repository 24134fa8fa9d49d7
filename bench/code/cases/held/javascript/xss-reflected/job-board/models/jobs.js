var mysql = require('mysql');

var pool = mysql.createPool(process.env.DB_URL);

exports.inCity = function (city, done) {
  pool.query('SELECT id, title FROM jobs WHERE city = ?', [String(city)], done);
};
