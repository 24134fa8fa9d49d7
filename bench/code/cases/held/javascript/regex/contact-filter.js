const express = require('express');
const contacts = require('./contacts.json');

const app = express();

app.get('/contacts', (req, res) => {
  const pattern = new RegExp(req.query.name, 'i'); // weak: CWE-1333|CWE-400|CWE-730|CWE-625|CWE-185
  res.json(contacts.filter(({ name }) => pattern.test(name)).map(({ id, name }) => ({ id, name })));
});

app.listen(3000);
