'use strict';

const http = require('http');
const figures = require('./figures.json');

http
  .createServer((req, res) => {
    const { origin } = req.headers;
    res.setHeader('Content-Type', 'application/json');
    res.setHeader('Vary', 'Origin');
    if (origin && origin.indexOf('charts.example.com') !== -1) {
      res.setHeader('Access-Control-Allow-Origin', origin); // weak: CWE-942|CWE-346|CWE-20|CWE-183
      res.setHeader('Access-Control-Allow-Credentials', 'true');
    }
    res.end(JSON.stringify(figures));
  })
  .listen(3000);
