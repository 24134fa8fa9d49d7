const { Pool } = require('pg');

const pool = new Pool({
  host: process.env.PGHOST,
  user: process.env.PGUSER,
  password: process.env.PGPASSWORD,
  database: 'analytics',
  ssl: { rejectUnauthorized: true },
});

exports.visits = async (day) => {
  const { rows } = await pool.query('SELECT count(*) AS visits FROM hits WHERE day = $1', [day]);
  return Number(rows[0].visits);
};
