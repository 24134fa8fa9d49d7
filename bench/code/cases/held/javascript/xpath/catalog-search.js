const express = require('express');
const fs = require('fs');
const xpath = require('xpath');
const { DOMParser } = require('@xmldom/xmldom');

const catalog = new DOMParser().parseFromString(fs.readFileSync('catalog.xml', 'utf8'), 'text/xml');
const app = express();

app.get('/books', (req, res) => {
  const nodes = xpath.select("//book[author='" + req.query.author + "']/title/text()", catalog); // weak: CWE-643|CWE-91
  res.json(nodes.map((node) => node.nodeValue));
});

app.listen(3000);
