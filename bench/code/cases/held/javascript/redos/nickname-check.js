const express = require('express');

const app = express();
app.use(express.json());

app.post('/nicknames', (req, res) => {
  const nickname = req.body.nickname;
  if (!/^([a-zA-Z0-9]+[ _-]?)*$/.test(nickname)) { // weak: CWE-1333|CWE-400|CWE-730
    return res.status(400).json({ error: 'letters, digits and single separators' });
  }
  res.status(201).json({ nickname });
});

app.listen(3000);
