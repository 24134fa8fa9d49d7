const express = require('express');

const FIELDS = ['title', 'color', 'width'];
const labels = Object.create(null);
const app = express();

app.put('/labels/:name', express.json(), (req, res) => {
  const label = Object.create(null);
  for (const field of FIELDS) {
    if (Object.hasOwn(req.body, field)) label[field] = req.body[field];
  }
  labels[req.params.name] = label;
  res.json(label);
});

app.listen(3000);
