const fs = require('fs');

const MARKER = '/var/lib/nightly/export.running';

exports.acquire = () => {
  try {
    fs.writeFileSync(MARKER, String(process.pid), { flag: 'wx' });
    return true;
  } catch (err) {
    if (err.code === 'EEXIST') return false;
    throw err;
  }
};

exports.release = () => fs.rmSync(MARKER);
