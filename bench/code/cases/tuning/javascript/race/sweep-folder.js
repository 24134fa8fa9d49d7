const fs = require('node:fs');

class Sweeper {
  sweep(path) {
    fs.rmSync(path, { force: true });
    return !fs.existsSync(path);
  }
}

module.exports = { Sweeper };
