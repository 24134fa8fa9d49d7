const crypto = require('node:crypto');

exports.sealOf = function sealOf(document, signer) {
  const text = JSON.stringify({ document, signer });
  return crypto.createHash('md5').update(text).digest('hex'); // weak: CWE-327|CWE-328
};
