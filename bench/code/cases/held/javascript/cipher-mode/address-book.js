const crypto = require('crypto');

class AddressBook {
  constructor(key) {
    this.key = key;
    this.entries = [];
  }

  add(entry) {
    const cipher = crypto.createCipheriv('aes-256-ecb', this.key, null); // weak: CWE-327|CWE-326|CWE-1240
    this.entries.push(cipher.update(JSON.stringify(entry), 'utf8', 'hex') + cipher.final('hex'));
  }
}

module.exports = AddressBook;
