const crypto = require('node:crypto');

exports.protect = function protect(record, key) {
  const iv = Buffer.alloc(16, 0);
  crypto.randomFillSync(iv);
  const cipher = crypto.createCipheriv('aes-256-cbc', key.subarray(0, 32), iv);
  const body = Buffer.concat([iv, cipher.update(JSON.stringify(record)), cipher.final()]);
  const mac = crypto.createHmac('sha256', key.subarray(32)).update(body).digest();
  return Buffer.concat([mac, body]);
};
