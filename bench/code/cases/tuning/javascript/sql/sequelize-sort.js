const { Op, literal } = require('sequelize');
const express = require('express');
const { Song } = require('./models');

const router = express.Router();
const orders = { new: literal('released DESC NULLS LAST'), title: [['title', 'ASC']] };

router.get('/songs', async (req, res) => {
  const { year, order } = req.query;
  const songs = await Song.findAll({
    where: { year: { [Op.gte]: Number(year) } },
    order: order === 'new' ? orders.new : orders.title,
    limit: 20,
  });
  res.json(songs);
});

module.exports = router;
