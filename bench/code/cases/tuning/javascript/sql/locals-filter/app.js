const express = require('express');
const { pick } = require('./pick');
const { attach, scope } = require('./scope');

const app = express();
app.disable('x-powered-by');
app.use(attach);

app.get('/seats', pick('hall', 'row'), async (req, res) => {
  const { database } = scope();
  const { hall, row } = res.locals.picked;
  const statement = ['SELECT number FROM seats', `WHERE hall = '${hall}'`, 'AND row = ?'].join(' ');
  const [seats] = await database.query(statement, [row]); // weak: CWE-89
  res.json(seats);
});

module.exports = app;
