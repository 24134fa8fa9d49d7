const express = require('express');
const router = express.Router();

function evaluate(formula, scope) {
  const names = Object.keys(scope);
  const compute = new Function(...names, `return (${formula});`); // weak: CWE-94|CWE-95
  return compute(...names.map((name) => scope[name]));
}

router.post('/quotes', express.json(), (req, res) => {
  const { formula, quantity } = req.body;
  res.json({ price: evaluate(formula, { quantity, base: 12.5 }) });
});

module.exports = router;
