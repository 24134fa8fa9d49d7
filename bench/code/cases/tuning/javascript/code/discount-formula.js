const express = require('express');
const router = express.Router();

const formulas = {
  linear: new Function('quantity', 'base', 'return quantity * base;'),
  volume: (quantity, base) => (quantity > 100 ? quantity * base * 0.9 : quantity * base),
};

router.post('/discounts', express.json(), (req, res) => {
  const formula = req.body.formula === 'volume' ? formulas.volume : formulas.linear;
  res.json({ price: formula(Number(req.body.quantity), 12.5) });
});

module.exports = router;
