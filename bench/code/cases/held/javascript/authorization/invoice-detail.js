const express = require('express');
const { Invoice } = require('./models');
const { requireLogin } = require('./auth');

const router = express.Router();
router.use(requireLogin);

router.get('/invoices', async (req, res) => {
  res.json(await Invoice.findAll({ where: { customerId: req.user.id } }));
});

router.get('/invoices/:id', async (req, res) => {
  const invoice = await Invoice.findByPk(req.params.id); // weak: CWE-639|CWE-862|CWE-863|CWE-285
  if (!invoice) return res.sendStatus(404);
  res.json(invoice);
});

module.exports = router;
