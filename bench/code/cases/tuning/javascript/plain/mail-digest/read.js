const { readFile } = require('node:fs/promises');

exports.read = async (path) => JSON.parse(await readFile(path, 'utf8'));
