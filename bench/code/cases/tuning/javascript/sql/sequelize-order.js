const { Sequelize, Op, literal } = require('sequelize');
const express = require('express');
const { Film } = require('./models');

const router = express.Router();

router.get('/films', async (req, res) => {
  const { year, order } = req.query;
  const films = await Film.findAll({
    where: { year: { [Op.gte]: Number(year) } },
    order: order ? literal(order) : [['title', 'ASC']], // weak: CWE-89
    limit: 20,
  });
  res.json(films);
});

module.exports = { router, Sequelize };
