const express = require('express');

const app = express();

app.get('/noise', (req, res) => {
  const length = Number(req.query.length);
  const samples = Buffer.alloc(length); // weak: CWE-770|CWE-400|CWE-789|CWE-1284
  for (let i = 0; i < samples.length; i += 1) samples[i] = (i * 73) % 251;
  res.type('application/octet-stream').send(samples);
});

app.listen(3000);
