import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fillExample } from '#observe/secrets';
import { scanAndDecide } from '../scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-texts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('No character of the middle of a token is shown, whatever the encoding of its file [2:secrets-redaction]', async () => {
  const token = fillExample('{{ghp}}', 'encodings');
  const text = `// ünïcödé 🙂\nconst t = '${token}'; // ${token}\n`;
  writeFileSync(join(folder, 'utf16.ts'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
  writeFileSync(
    join(folder, 'big-endian.ts'),
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]),
  );
  writeFileSync(join(folder, 'mark.ts'), `\ufeff'${token}' ${text}`);
  writeFileSync(join(folder, 'latin1.ts'), Buffer.from(text, 'latin1'));
  const report = await scanAndDecide({ path: folder, source: { kind: 'working-tree' }, cache: false });
  expect(new Set(report.findings.map(({ location }) => location.path)).size).toBe(4);
  expect(report.findings.every(({ context }) => context !== undefined)).toBe(true);
  const shown = JSON.stringify(report);
  for (let at = 4; at + 4 <= token.length - 4; at += 1) expect(shown).not.toContain(token.slice(at, at + 6));
});
