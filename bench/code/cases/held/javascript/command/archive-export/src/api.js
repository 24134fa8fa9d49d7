const express = require('express');
const jobs = require('./jobs');
require('./worker');

const app = express();
app.use(express.json());

app.post('/exports', (req, res) => {
  jobs.add('export', { folder: 'invoices', label: req.body.label });
  res.status(202).end();
});

app.listen(8080);
