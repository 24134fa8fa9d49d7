var mysql = require('mysql');

var connection = mysql.createConnection({
  host: 'ledger-db.internal',
  user: 'ledger',
  password: 'kR7!mZ2q#Vt9w', // weak: CWE-798|CWE-259
  database: 'ledger',
});

exports.balance = function (account, done) {
  connection.query('SELECT balance FROM accounts WHERE id = ?', [account], function (err, rows) {
    done(err, rows && rows[0] && rows[0].balance);
  });
};
