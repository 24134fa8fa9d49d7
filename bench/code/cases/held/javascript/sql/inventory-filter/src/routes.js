const { Router } = require('express');
const { findItems } = require('./items');

const router = Router();

router.get('/inventory', async (req, res, next) => {
  try {
    const { color, size, warehouse } = req.query;
    res.json(await findItems({ color, size, warehouse }));
  } catch (err) {
    next(err);
  }
});

module.exports = router;
