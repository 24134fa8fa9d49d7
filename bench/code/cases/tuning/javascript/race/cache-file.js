const fs = require('fs');

exports.remember = function remember(path, text) {
  if (!fs.existsSync(path)) {
    fs.writeFileSync(path, text); // weak: CWE-367
  }
};
