const express = require('express');

const app = express();
app.use(express.json());

app.post('/price', (req, res) => {
  const quantity = Number(req.body.quantity);
  const base = 12.5;
  const total = eval(req.body.formula); // weak: CWE-95|CWE-94
  res.json({ quantity, base, total });
});

app.listen(3000);
