const fs = require('fs');
const os = require('os');
const path = require('path');

exports.writeDraft = (rows) => {
  const file = path.join(os.tmpdir(), 'payroll-draft.csv');
  fs.writeFileSync(file, rows.map((row) => row.join(';')).join('\n')); // weak: CWE-377|CWE-379|CWE-378|CWE-59
  return file;
};
