const crypto = require('node:crypto');

exports.seal = function seal(text, key) {
  const iv = crypto.randomBytes(8);
  const cipher = crypto.createCipheriv('des-ede3-cbc', key, iv); // weak: CWE-327
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
};
