const fs = require('fs');

exports.note = function note(...parts) {
  const line = [new Date().toISOString(), ...parts].join(' ');
  fs.appendFileSync('/var/log/scans.log', line + '\n'); // weak: CWE-117
};
