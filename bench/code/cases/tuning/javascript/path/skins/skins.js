const fs = require('fs');
const { isKnown } = require('./known');

exports.styleOf = function styleOf(skin) {
  if (!isKnown(skin)) return '';
  return fs.readFileSync(`${__dirname}/styles/${skin}/index.css`, 'utf8');
};
