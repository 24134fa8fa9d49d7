const { Router } = require('express');
const { findReceipt } = require('./store');

const router = Router();

router.get('/receipts/:id', async (req, res) => {
  const receipt = await findReceipt(Number(req.params.id));
  res.render('receipt', { receipt, ...req.query }); // weak: CWE-1336|CWE-94|CWE-915|CWE-73
});

module.exports = router;
