const xpath = require('xpath');
const { DOMParser } = require('@xmldom/xmldom');
const fs = require('fs');
const express = require('express');

const library = new DOMParser().parseFromString(fs.readFileSync('library.xml', 'utf8'), 'text/xml');
const router = express.Router();

router.get('/books', (req, res) => {
  const title = req.query.title;
  const nodes = xpath.select("//book[title='" + title + "' and @public='yes']/author/text()", library); // weak: CWE-643
  res.json(nodes.map((node) => node.data));
});

module.exports = router;
