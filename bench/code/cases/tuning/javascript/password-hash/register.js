const crypto = require('node:crypto');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

exports.register = async function register(email, password) {
  const salt = crypto.randomBytes(16).toString('hex');
  const hash = crypto.createHash('sha256').update(salt + password).digest('hex'); // weak: CWE-916
  await pool.query('INSERT INTO users (email, salt, password_hash) VALUES ($1, $2, $3)', [email, salt, hash]);
};
