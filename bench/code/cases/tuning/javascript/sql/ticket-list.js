const fastify = require('fastify')({ logger: true });
const mysql = require('mysql2/promise');

const db = mysql.createPool({ uri: process.env.MYSQL_URL });

fastify.get('/tickets/:queue', async (request, reply) => {
  const { queue } = request.params;
  const sort = request.query.sort ?? 'created_at';
  const statement = 'SELECT id, subject, state FROM tickets WHERE queue = ? ORDER BY ' + sort + ' DESC LIMIT 50';
  const [rows] = await db.query(statement, [queue]); // weak: CWE-89
  return reply.send({ tickets: rows });
});

module.exports = fastify;
