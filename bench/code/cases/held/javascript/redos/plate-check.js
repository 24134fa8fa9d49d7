const express = require('express');

const app = express();
app.use(express.json());

const PLATE = /^[A-Z]{1,3}-[A-Z]{1,2} [1-9][0-9]{0,3}$/;

app.post('/plates', (req, res) => {
  const plate = String(req.body.plate);
  if (!PLATE.test(plate)) return res.status(400).json({ error: 'not a number plate' });
  res.status(201).json({ plate });
});

app.listen(3000);
