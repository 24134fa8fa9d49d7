const fs = require('fs/promises');
const path = require('path');

class UserFile {
  constructor(folder) {
    this.path = path.join(folder, 'users.json');
  }

  async add(name, password) {
    const users = JSON.parse(await fs.readFile(this.path, 'utf8'));
    users.push({ name, password });
    await fs.writeFile(this.path, JSON.stringify(users), { mode: 0o600 }); // weak: CWE-312|CWE-256|CWE-522
  }
}

module.exports = { UserFile };
