const cp = require('child_process');

exports.runner =
  (options) =>
  (line, done) =>
    cp.exec(line, options, done); // weak: CWE-78
