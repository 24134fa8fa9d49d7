const express = require('express');
const { prices } = require('./prices');

const router = express.Router();

router.get('/prices', async (req, res) => {
  try {
    res.json(await prices());
  } catch (error) {
    res.status(500).json({ error: error.stack }); // weak: CWE-209|CWE-200
  }
});

module.exports = router;
