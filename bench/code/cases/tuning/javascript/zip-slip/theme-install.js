const AdmZip = require('adm-zip');
const fs = require('fs');
const path = require('path');

function installTheme(archive, folder) {
  const zip = new AdmZip(archive);
  for (const entry of zip.getEntries()) {
    if (entry.isDirectory) continue;
    const target = path.join(folder, entry.entryName);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, entry.getData()); // weak: CWE-22
  }
}

module.exports = { installTheme };
