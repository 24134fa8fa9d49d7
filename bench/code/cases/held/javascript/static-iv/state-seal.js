const crypto = require('crypto');

const key = Buffer.from(process.env.SEAL_KEY, 'hex');

exports.seal = (state) => {
  const iv = Buffer.alloc(12);
  crypto.randomFillSync(iv);
  const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(state), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
};
