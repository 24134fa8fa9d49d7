const bcrypt = require('bcrypt');
const db = require('./db');

const ROUNDS = 12;

exports.register = async (name, password) => {
  const hash = await bcrypt.hash(password, ROUNDS);
  await db.query('INSERT INTO members (name, password_hash) VALUES (?, ?)', [name, hash]);
};

exports.verify = async (name, password) => {
  const [row] = await db.query('SELECT password_hash FROM members WHERE name = ?', [name]);
  return row !== undefined && bcrypt.compare(password, row.password_hash);
};
