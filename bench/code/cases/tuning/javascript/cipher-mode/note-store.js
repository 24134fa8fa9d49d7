import CryptoJS from 'crypto-js';

export function protect(note, key) {
  const options = { mode: CryptoJS.mode.ECB, padding: CryptoJS.pad.Pkcs7 };
  return CryptoJS.AES.encrypt(note, CryptoJS.enc.Hex.parse(key), options).toString(); // weak: CWE-327
}
