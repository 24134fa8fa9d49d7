/**
 * Records the database of a release as a fixture, from which all later migrations are tested to run forward: a backup, unpacked,
 * of a store that holds rows of every room.
 *
 *     node tools/run.mjs tools/fixture.ts VERSION HOME
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeBackup } from '#ground/store';

const [version, home] = process.argv.slice(2);
if (version === undefined || home === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
  process.stderr.write('usage: tools/fixture.ts VERSION HOME\n');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'selvedge-fixture-'));
try {
  const packed = join(folder, 'backup');
  const { tables, rows } = await writeBackup({ home: resolve(home) }, packed, version);
  const target = `src/ground/store/fixtures/${version}.backup`;
  writeFileSync(target, gunzipSync(readFileSync(packed)));
  process.stdout.write(`wrote ${target}: ${rows} rows in ${tables} tables\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
