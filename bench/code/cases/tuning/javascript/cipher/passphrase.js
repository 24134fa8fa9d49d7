const crypto = require('crypto');

function protect(text, passphrase) {
  const cipher = crypto.createCipher('aes-256-cbc', passphrase); // weak: CWE-327|CWE-916|CWE-329
  return cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
}

module.exports = { protect };
