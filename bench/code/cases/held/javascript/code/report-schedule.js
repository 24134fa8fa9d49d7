const express = require('express');
const reports = require('./reports');

const app = express();
app.use(express.json());

let timer = setInterval(() => reports.mail('office@example.com'), 3600000);

app.post('/schedule', (req, res) => {
  const minutes = Math.min(Math.max(Number(req.body.minutes) || 60, 5), 1440);
  clearInterval(timer);
  timer = setInterval(() => reports.mail('office@example.com'), minutes * 60000);
  res.json({ minutes });
});

app.listen(3000);
