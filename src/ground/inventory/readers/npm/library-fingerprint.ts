import { hash } from 'node:crypto';
import { digests, releases } from './fingerprints.table.ts';

/** How many bytes of a digest stand in the table, before two bytes that say of which release. */
export const digestBytes = 8;
const rowBytes = digestBytes + 2;

/** Shorter files are the same in many packages. */
export const shortestFile = 1500;

/**
 * The SHA-256, cut to eight bytes, of a file's code without what copies of it differ in: the comments over it, the reference to its source map,
 * line ends and space around. Undefined for what is too short. `text` has a character for each byte.
 */
export function fingerprintOf(text: string): Buffer | undefined {
  const code = withoutComments(text.replaceAll('\r', ''))
    .replace(/\n?\/\/[#@] ?sourceMappingURL=[^\n]*\s*$/, '')
    .trim();
  if (code.length < shortestFile) return undefined;
  return hash('sha256', Buffer.from(code, 'latin1'), 'buffer').subarray(0, digestBytes);
}

/** Without the comments and the space before the first code. */
function withoutComments(text: string): string {
  let at = 0;
  for (;;) {
    while (at < text.length && (text.charCodeAt(at) <= 0x20 || text.charCodeAt(at) >= 0x80)) at += 1;
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end === -1) return '';
      at = end + 2;
    } else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      if (end === -1) return '';
      at = end;
    } else return text.slice(at);
  }
}

/** The release, `name@version`, that alone has a file of this fingerprint. */
export function releaseOf(fingerprint: Buffer): string | undefined {
  table ??= Buffer.from(digests, 'base64');
  let low = 0;
  let high = table.length / rowBytes;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.compare(fingerprint, 0, digestBytes, middle * rowBytes, middle * rowBytes + digestBytes) < 0)
      low = middle + 1;
    else high = middle;
  }
  const row = low * rowBytes;
  if (row >= table.length || !fingerprint.equals(table.subarray(row, row + digestBytes))) return undefined;
  return releases[table.readUInt16LE(row + digestBytes)];
}

let table: Buffer | undefined;
