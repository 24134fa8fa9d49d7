const crypto = require('node:crypto');

exports.digestOf = function digestOf(document, signer) {
  const text = JSON.stringify({ document, signer });
  return crypto.createHash('sha256').update(text).digest('hex');
};
