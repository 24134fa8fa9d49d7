const crypto = require('crypto');

const key = Buffer.from(process.env.SEAL_KEY, 'hex');
const iv = Buffer.alloc(16, 0);

exports.seal = (session) => {
  const cipher = crypto.createCipheriv('aes-256-cbc', key, iv); // weak: CWE-329|CWE-1204|CWE-330|CWE-323
  return cipher.update(JSON.stringify(session), 'utf8', 'base64') + cipher.final('base64');
};
