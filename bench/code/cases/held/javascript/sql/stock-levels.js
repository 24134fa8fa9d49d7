const express = require('express');
const knex = require('knex')({ client: 'mysql2', connection: process.env.MYSQL_URL });

const router = express.Router();

router.get('/stock/:depot', async (req, res) => {
  const threshold = req.query.below;
  const rows = await knex('stock')
    .where('depot', req.params.depot)
    .andWhereRaw('quantity - reserved < ?', [threshold])
    .orderByRaw('quantity - reserved asc')
    .limit(100);
  const [[{ total }]] = await knex.raw('select count(*) as total from stock where depot = :depot', {
    depot: req.params.depot,
  });
  res.json({ total, rows });
});

module.exports = router;
