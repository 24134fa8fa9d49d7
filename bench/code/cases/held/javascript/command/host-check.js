const express = require('express');
const { exec } = require('child_process');

const app = express();

app.get('/tools/ping', (req, res) => {
  const host = req.query.host;
  exec('ping -c 3 ' + host, { timeout: 10000 }, (err, stdout) => { // weak: CWE-78
    if (err) {
      res.status(502).json({ reachable: false });
      return;
    }
    res.json({ reachable: true, lines: stdout.split('\n').length });
  });
});

app.listen(3000);
