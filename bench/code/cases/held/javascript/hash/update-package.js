const crypto = require('crypto');
const fs = require('fs');

/** Installs an update only where it is what the vendor has released. */
exports.isGenuine = (file, published) => {
  const digest = crypto.createHash('md5').update(fs.readFileSync(file)).digest('hex'); // weak: CWE-328|CWE-327|CWE-916
  return digest === published.trim();
};
