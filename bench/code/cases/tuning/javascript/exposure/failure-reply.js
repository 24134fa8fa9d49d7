const express = require('express');
const logger = require('./logger');
const { prices } = require('./prices');

const router = express.Router();

router.get('/prices', async (req, res) => {
  try {
    res.json(await prices());
  } catch (error) {
    logger.error(error);
    res.status(500).json({ error: 'Prices are not available' });
  }
});

module.exports = router;
