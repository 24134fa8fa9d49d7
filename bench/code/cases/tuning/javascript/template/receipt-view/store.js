const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

exports.findReceipt = async (id) => (await pool.query('SELECT * FROM receipts WHERE id = $1', [id])).rows[0];
