const fs = require('fs/promises');
const path = require('path');
const bcrypt = require('bcrypt');

class MemberFile {
  constructor(folder) {
    this.path = path.join(folder, 'members.json');
  }

  async add(name, password) {
    const members = JSON.parse(await fs.readFile(this.path, 'utf8'));
    members.push({ name, passwordHash: await bcrypt.hash(password, 12) });
    await fs.writeFile(this.path, JSON.stringify(members), { mode: 0o600 });
  }
}

module.exports = { MemberFile };
