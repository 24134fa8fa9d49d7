const argon2 = require('argon2');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

exports.enrol = async function enrol(email, password) {
  const hash = await argon2.hash(password, { type: argon2.argon2id });
  await pool.query('INSERT INTO users (email, password_hash) VALUES ($1, $2)', [email, hash]);
};
