import CryptoJS from 'crypto-js';

export function encrypt(text, keyHex) {
  const key = CryptoJS.enc.Hex.parse(keyHex);
  return CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.ECB }).toString(); // weak: CWE-327|CWE-326|CWE-1240
}
