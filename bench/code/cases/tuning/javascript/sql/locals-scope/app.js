const express = require('express');
const { pick } = require('./pick');
const { attach, scope } = require('./scope');

const app = express();
app.disable('x-powered-by');
app.use(attach);

app.get('/tables', pick('room', 'row'), async (req, res) => {
  const { database } = scope();
  const { room, row } = res.locals.picked;
  const statement = ['SELECT number FROM tables', `WHERE room = ${room}`, 'AND row = ?'].join(' ');
  const [tables] = await database.query(statement, [row]);
  res.json(tables);
});

module.exports = app;
