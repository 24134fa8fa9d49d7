const fs = require('fs');
const os = require('os');
const path = require('path');

exports.writeDraft = function writeDraft(rows) {
  const file = path.join(os.tmpdir(), 'export-draft.csv');
  fs.writeFileSync(file, rows.join('\n')); // weak: CWE-377|CWE-379
  return file;
};
