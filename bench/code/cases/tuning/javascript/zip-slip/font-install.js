const AdmZip = require('adm-zip');
const fs = require('fs');
const path = require('path');

function installFonts(archive, folder) {
  const zip = new AdmZip(archive);
  const root = path.resolve(folder) + path.sep;
  for (const entry of zip.getEntries().slice(0, 100)) {
    if (entry.isDirectory || entry.header.size > 1_000_000) continue;
    const target = path.resolve(root, entry.entryName);
    if (!target.startsWith(root)) throw new Error('outside of the folder');
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, entry.getData());
  }
}

module.exports = { installFonts };
