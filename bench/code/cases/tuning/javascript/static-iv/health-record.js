const crypto = require('node:crypto');

const iv = Buffer.alloc(16, 0);

exports.protect = function protect(record, key) {
  const cipher = crypto.createCipheriv('aes-256-cbc', key, iv); // weak: CWE-329|CWE-1204
  const body = Buffer.concat([cipher.update(JSON.stringify(record)), cipher.final()]);
  const mac = crypto.createHmac('sha256', key).update(body).digest();
  return Buffer.concat([mac, body]);
};
