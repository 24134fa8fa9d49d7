const fs = require('fs');
const { isKnown } = require('./known');

exports.styleOf = function styleOf(theme) {
  const name = theme || 'plain';
  const style = fs.readFileSync(`${__dirname}/styles/${name}/index.css`, 'utf8'); // weak: CWE-22
  return isKnown(name) ? style : `/* ${name.length} */`;
};
