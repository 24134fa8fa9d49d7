const express = require('express');
const fs = require('fs');
const accounts = require('./accounts');

const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/signin', async (req, res) => {
  const account = await accounts.verify(req.body.name, req.body.password);
  if (!account) {
    fs.appendFileSync('/var/log/shop/audit.log', `${new Date().toISOString()} failed sign-in of ${req.body.name}\n`); // weak: CWE-117
    return res.sendStatus(401);
  }
  res.sendStatus(204);
});

app.listen(3000);
