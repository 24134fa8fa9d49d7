import CryptoJS from 'crypto-js';

export const fingerprint = (text) => CryptoJS.MD5(text).toString(); // weak: CWE-916|CWE-327|CWE-328
