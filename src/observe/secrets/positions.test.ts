import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillExample } from './index.ts';
import { scannerOf, only } from './testing.ts';

const scan = scannerOf('the key of this project');
const ghp = fillExample('{{ghp}}', 'analyzer test');

test('lines and columns count from 1, in UTF-16 units, over CRLF, multi-byte text and a byte order mark', () => {
  const before = '\ufeffé€😀 first\r\n😀é = "';
  const claim = only(scan(`${before}${ghp}";\r\n`).claims);
  expect(claim.location).toEqual({ path: 'src/pay.ts', startLine: 2, startColumn: 8, endLine: 2, endColumn: 48 });
  expect('😀é = "'.length + 1).toBe(8);
  const first = only(scan(`\ufeff${ghp}`).claims);
  expect(first.location).toMatchObject({ startLine: 1, startColumn: 1 });
});

test('positions are right wherever the token stands, whatever stands before it', () => {
  const lines = fc.array(
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((line) => line.replace(/[\r\n]/g, '')),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(lines, fc.constantFrom('\n', '\r\n'), (before, newline) => {
      const text = [...before.map((line) => `${line} `), `"${ghp}"`].join(newline);
      const claim = only(scan(text).claims);
      expect(claim.location).toMatchObject({
        startLine: before.length + 1,
        startColumn: 2,
        endLine: before.length + 1,
        endColumn: 42,
      });
    }),
  );
});

test('positions on a line as long as the file are right for each of many findings', () => {
  const parts = Array.from({ length: 50 }, (_, index) => `é€😀 ${fillExample('{{ghp}}', `line ${index}`)} `);
  const text = parts.join('');
  const columns = scan(text).claims.map(({ location }) => text.slice(location.startColumn - 1, location.endColumn - 1));
  expect(columns).toEqual(parts.map((part) => part.trim().split(' ')[1]));
});
