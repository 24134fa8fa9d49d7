/**
 * Writes the table by which released files of browser libraries are known again without a comment that names them. The releases are those that it
 * holds, and those that are named:
 *     node tools/fingerprint-libraries.ts [NAME@VERSION…]
 * Each is packed with npm from its registry, into a temporary folder. A file that several releases have tells none of them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bytesAccess, membersOf } from '#ground/archives';
import { releases as known } from '../src/ground/inventory/readers/npm/fingerprints.table.ts';
import { digestBytes, fingerprintOf } from '../src/ground/inventory/readers/npm/library-fingerprint.ts';

const path = resolve(import.meta.dirname, '../src/ground/inventory/readers/npm/fingerprints.table.ts');
const releases = [...new Set([...known, ...process.argv.slice(2)])].sort((a, b) => (a < b ? -1 : 1));
/** Which files of a package people copy. */
const copied = /^package\/(?:(?:dist|build|umd|lib|js|min|ui|external)\/)*[\w.-]+\.js$/;
const limits = { memberBytes: 16e6, totalBytes: 500e6, depth: 1, members: 50_000, deadline: Infinity };

const owners = new Map<string, Set<number>>();
const folder = mkdtempSync(join(tmpdir(), 'fingerprints-'));
try {
  for (const [index, release] of releases.entries()) {
    const output = execFileSync('npm', ['pack', release, '--ignore-scripts', '--json', '--loglevel=error'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const [packed] = JSON.parse(output) as [{ filename: string }];
    for (const digest of fingerprintsIn(join(folder, packed.filename))) {
      const of = owners.get(digest) ?? new Set();
      owners.set(digest, of.add(index));
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const rows = [...owners]
  .flatMap(([digest, of]) => (of.size === 1 ? [{ digest: Buffer.from(digest, 'hex'), release: [...of][0] ?? 0 }] : []))
  .sort((a, b) => a.digest.compare(b.digest));
const table = Buffer.concat(
  rows.map(({ digest, release }) => {
    const row = Buffer.alloc(digestBytes + 2);
    digest.copy(row);
    row.writeUInt16LE(release, digestBytes);
    return row;
  }),
);
writeFileSync(
  path,
  [
    '/** Written by tools/fingerprint-libraries.ts: digests of released files, in rising order, each with the position of its release. */',
    `export const releases: readonly string[] = [\n${releases.map((release) => `  '${release}',`).join('\n')}\n];`,
    `export const digests =\n  '${table.toString('base64')}';`,
    '',
  ].join('\n\n'),
);
process.stdout.write(`${rows.length} files of ${releases.length} releases, ${(table.length / 1000).toFixed(1)} kB\n`);

function* fingerprintsIn(archive: string): Generator<string> {
  for (const found of membersOf(bytesAccess(readFileSync(archive)), 'package.tgz', limits))
    if ('bytes' in found && copied.test(found.path.replace(/^.*!\//, ''))) {
      const fingerprint = fingerprintOf(Buffer.from(found.bytes).toString('latin1'));
      if (fingerprint !== undefined) yield fingerprint.toString('hex');
    }
}
