const crypto = require('crypto');
const fs = require('fs');

/** Installs a release only where it is what the vendor has published. */
exports.isGenuine = (file, published) =>
  new Promise((resolve, reject) => {
    const hash = crypto.createHash('sha256');
    fs.createReadStream(file)
      .on('error', reject)
      .on('data', (chunk) => hash.update(chunk))
      .on('end', () => resolve(hash.digest('hex') === published.trim()));
  });
