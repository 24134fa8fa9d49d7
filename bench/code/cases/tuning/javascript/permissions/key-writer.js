const fs = require('node:fs');

exports.saveKey = function saveKey(key) {
  fs.writeFileSync('/etc/app/signing.key', key, { mode: 0o666 }); // weak: CWE-732|CWE-276
};
