const fs = require('fs');
const os = require('os');
const path = require('path');

exports.writeDraft = (rows) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'invoices-'));
  const file = path.join(folder, 'draft.csv');
  fs.writeFileSync(file, rows.map((row) => row.join(';')).join('\n'), { mode: 0o600 });
  return file;
};
