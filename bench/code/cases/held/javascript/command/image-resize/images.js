'use strict';

const { execFile } = require('child_process');
const { promisify } = require('util');
const path = require('path');

const run = promisify(execFile);
const library = path.join(__dirname, 'library');

exports.resize = function ({ id, format, width }) {
  const source = path.join(library, `${id}.png`);
  const target = path.join(library, `${id}-${width}.${format}`);
  return run('convert', [source, '-resize', `${width}x`, target]);
};
