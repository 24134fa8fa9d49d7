const fs = require('fs');

const folder = '/var/spool/receipts';

exports.prepare = () => {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.chmodSync(folder, 0o700);
};
