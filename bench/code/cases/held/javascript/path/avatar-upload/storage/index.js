const fs = require('fs');

const base = process.env.AVATAR_DIR || '/srv/avatars';

exports.save = (user, data) => fs.promises.writeFile(base + '/' + user + '.png', data); // weak: CWE-22|CWE-73
