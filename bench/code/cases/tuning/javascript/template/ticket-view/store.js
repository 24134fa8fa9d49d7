const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

exports.findTicket = async (id) => (await pool.query('SELECT * FROM tickets WHERE id = $1', [id])).rows[0];
