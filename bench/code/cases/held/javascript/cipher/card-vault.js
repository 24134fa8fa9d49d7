var crypto = require('crypto');

var key = Buffer.from(process.env.VAULT_KEY, 'hex');

exports.seal = function (number) {
  var iv = crypto.randomBytes(8);
  var cipher = crypto.createCipheriv('des-ede3-cbc', key, iv); // weak: CWE-327|CWE-326
  return Buffer.concat([iv, cipher.update(number, 'utf8'), cipher.final()]).toString('base64');
};
