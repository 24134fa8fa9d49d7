const fs = require('fs');

const LOCK = '/var/lock/nightly-import.lock';

exports.acquire = () => {
  if (fs.existsSync(LOCK)) return false;
  fs.writeFileSync(LOCK, String(process.pid)); // weak: CWE-367|CWE-362|CWE-363
  return true;
};

exports.release = () => fs.unlinkSync(LOCK);
