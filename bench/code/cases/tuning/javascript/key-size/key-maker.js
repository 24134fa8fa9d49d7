const { generateKeyPairSync } = require('node:crypto');

exports.makeKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 1024, // weak: CWE-326
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
