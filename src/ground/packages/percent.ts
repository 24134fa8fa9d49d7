/** ECMA-427, 5.4: all but letters, digits, `.-_~` and the colon is percent-encoded. */
export function encoded(text: string): string {
  if (isPlain(text)) return text;
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Segment by segment; empty ones are left out. */
export function encodedPath(path: string): string {
  if (!path.includes('/')) return encoded(path);
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map(encoded)
    .join('/');
}

function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 126 || plain[code] === 0) return false;
  }
  return true;
}

const plain = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:')
  plain[character.charCodeAt(0)] = 1;

/** Throws URIError. Octets of ASCII, nearly all there are, are decoded here: decodeURIComponent is slow. */
export function decoded(text: string): string {
  let percent = text.indexOf('%');
  if (percent === -1) return text;
  let plainText = '';
  let from = 0;
  for (; percent !== -1; percent = text.indexOf('%', from)) {
    const octet = (hexDigit(text.charCodeAt(percent + 1)) << 4) | hexDigit(text.charCodeAt(percent + 2));
    if (octet < 0 || octet > 127) return decodeURIComponent(text);
    plainText += text.slice(from, percent) + String.fromCharCode(octet);
    from = percent + 3;
  }
  return plainText + text.slice(from);
}

/** -1 when it is none. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
