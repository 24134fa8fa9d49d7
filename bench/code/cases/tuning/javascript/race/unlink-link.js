const fs = require('node:fs');

class Cleaner {
  clean(path) {
    const info = fs.lstatSync(path);
    if (info.isSymbolicLink() || !info.isFile()) return false;
    fs.chmodSync(path, 0o600); // weak: CWE-367
    return true;
  }
}

module.exports = { Cleaner };
