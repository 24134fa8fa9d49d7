const fs = require('fs');

exports.note = function note(...parts) {
  const line = [new Date().toISOString(), ...parts.map((part) => encodeURIComponent(part))].join(' ');
  fs.appendFileSync('/var/log/imports.log', line + '\n');
};
