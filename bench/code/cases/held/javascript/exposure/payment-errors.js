const express = require('express');
const payments = require('./payments');

const app = express();
app.use(express.json());

app.post('/payments', async (req, res, next) => {
  try {
    res.status(201).json(await payments.charge(req.body.amount, req.body.card));
  } catch (err) {
    next(err);
  }
});

app.use((err, req, res, next) => {
  res.status(500).json({ message: 'The payment failed', stack: err.stack }); // weak: CWE-209|CWE-200|CWE-497|CWE-550
});

app.listen(3000);
