const fs = require('node:fs');
const { execFileSync } = require('node:child_process');

module.exports = function apply(patch) {
  const file = '/tmp/incoming.patch';
  fs.writeFileSync(file, patch); // weak: CWE-377|CWE-379
  execFileSync('git', ['apply', '--index', file]);
  fs.unlinkSync(file);
};
