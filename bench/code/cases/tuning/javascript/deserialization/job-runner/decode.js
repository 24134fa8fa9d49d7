const { unserialize } = require('node-serialize');

exports.decode = (text) => unserialize(text); // weak: CWE-502
