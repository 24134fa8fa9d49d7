import CryptoJS from 'crypto-js';

export class Licence {
  constructor(owner, secret) {
    this.owner = owner;
    this.secret = secret;
  }

  signature() {
    return CryptoJS.SHA1(`${this.owner}:${this.secret}`).toString(CryptoJS.enc.Hex); // weak: CWE-327|CWE-328
  }
}
