const xpath = require('xpath');
const { DOMParser } = require('@xmldom/xmldom');
const fs = require('fs');
const express = require('express');

const library = new DOMParser().parseFromString(fs.readFileSync('library.xml', 'utf8'), 'text/xml');
const select = xpath.parse('//magazine[title=$title and @public="yes"]/issue/text()');
const router = express.Router();

router.get('/magazines', (req, res) => {
  const nodes = select.select({ node: library, variables: { title: String(req.query.title) } });
  res.json(nodes.map((node) => node.data));
});

module.exports = router;
