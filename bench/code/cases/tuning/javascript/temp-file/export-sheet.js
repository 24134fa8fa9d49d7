const fs = require('fs');
const os = require('os');
const path = require('path');

exports.writeSheet = function writeSheet(rows) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'export-'));
  const file = path.join(folder, 'sheet.csv');
  fs.writeFileSync(file, rows.join('\n'), { mode: 0o600 });
  return file;
};
