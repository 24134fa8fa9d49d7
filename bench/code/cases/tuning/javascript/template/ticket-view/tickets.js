const { Router } = require('express');
const { findTicket } = require('./store');

const router = Router();

router.get('/tickets/:id', async (req, res) => {
  const ticket = await findTicket(Number(req.params.id));
  res.render('ticket', { ticket, highlight: String(req.query.highlight ?? '') });
});

module.exports = router;
