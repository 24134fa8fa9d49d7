const express = require('express');
const fs = require('fs');
const xpath = require('xpath');
const { DOMParser } = require('@xmldom/xmldom');

const network = new DOMParser().parseFromString(fs.readFileSync('network.xml', 'utf8'), 'text/xml');
const byName = xpath.parse('//station[@name = $name]/@platform');
const app = express();

app.get('/stations', (req, res) => {
  const nodes = byName.select({ node: network, variables: { name: String(req.query.name) } });
  res.json(nodes.map((node) => node.value));
});

app.listen(3000);
