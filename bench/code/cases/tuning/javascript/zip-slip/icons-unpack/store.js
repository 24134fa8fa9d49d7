const fs = require('fs/promises');
const path = require('path');

exports.store = async (folder, name, content) => {
  const target = path.join(folder, name);
  const below = path.relative(folder, target);
  if (below === '' || below.split(path.sep)[0] === '..' || path.isAbsolute(below)) return;
  await fs.writeFile(target, content);
};
