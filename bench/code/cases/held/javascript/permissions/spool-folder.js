const fs = require('fs');

const spool = '/var/spool/labels';

exports.prepare = () => {
  fs.mkdirSync(spool, { recursive: true });
  fs.chmodSync(spool, 0o777); // weak: CWE-732|CWE-276
};
