const fs = require('fs');

exports.remember = function remember(path, text) {
  try {
    fs.writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
};
