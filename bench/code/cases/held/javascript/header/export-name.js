const express = require('express');
const contentDisposition = require('content-disposition');
const { toCsv } = require('./csv');

const app = express();

app.get('/exports/:list', async (req, res) => {
  const name = `${req.params.list}.csv`;
  res.setHeader('Content-Type', 'text/csv; charset=utf-8');
  res.setHeader('Content-Disposition', contentDisposition(name));
  res.send(await toCsv());
});

module.exports = app;
