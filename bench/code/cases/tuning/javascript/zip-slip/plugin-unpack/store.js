const fs = require('fs/promises');
const path = require('path');

exports.store = (folder, name, content) => fs.writeFile(path.join(folder, name), content); // weak: CWE-22
