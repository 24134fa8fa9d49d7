import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type AdvisoryIndexError, openAdvisories } from './index.ts';
import { before, folderFor, osv, put, removeFolders, withIndex } from './testing.ts';

afterEach(removeFolders);

function matched(folder: string, purl: string): string[] {
  return withIndex(folder, (index) =>
    index
      .match(purl)
      .map(({ id, verdict, reason, fixed }) =>
        [id, verdict, reason, fixed?.join(',')].filter((part) => part !== undefined).join(' '),
      ),
  );
}

describe('the index of advisories [4:advisory-index]', () => {
  test('a folder without an index is an empty one that says so', () => {
    const index = openAdvisories(folderFor());
    expect(index.empty).toBe(true);
    expect(index.match('pkg:npm/a@1.0.0')).toEqual([]);
    expect(index.standingOf('npm', 0)).toEqual({ kind: 'none' });
  });

  test('a version is matched by range and by list, with the nearest fix', async () => {
    const folder = folderFor();
    const listed = { package: { ecosystem: 'PyPI', name: 'Some_Thing' }, versions: ['1.0', '2.0rc1'] };
    await put(folder, 'a', [
      osv('GHSA-1', 'npm', '@x/y', [
        { introduced: '1.0.0' },
        { fixed: '1.2.0' },
        { introduced: '2.0.0-0' },
        { fixed: '2.0.1' },
      ]),
      osv('PYSEC-1', 'PyPI', 'other', [], { affected: [listed] }),
      osv('GHSA-2', 'Maven', 'org.example:lib', [{ introduced: '0' }, { last_affected: '1.5' }]),
    ]);
    expect(matched(folder, 'pkg:npm/%40x/y@1.1.0')).toEqual(['GHSA-1 affected 1.2.0,2.0.1']);
    expect(matched(folder, 'pkg:npm/%40x/y@1.2.0')).toEqual([]);
    expect(matched(folder, 'pkg:npm/%40x/y@2.0.0-rc.1')).toEqual(['GHSA-1 affected 2.0.1']);
    expect(matched(folder, 'pkg:npm/%40x/y@0.9.0')).toEqual([]);
    expect(matched(folder, 'pkg:pypi/some-thing@1.0.0')).toEqual(['PYSEC-1 affected']);
    expect(matched(folder, 'pkg:pypi/some-thing@2.0c1')).toEqual(['PYSEC-1 affected']);
    expect(matched(folder, 'pkg:pypi/some-thing@1.1')).toEqual([]);
    expect(matched(folder, 'pkg:maven/org.example/lib@1.5')).toEqual(['GHSA-2 affected']);
    expect(matched(folder, 'pkg:maven/org.example/lib@1.5.1?type=jar')).toEqual([]);
  });

  test('what cannot be judged is unknown, with the reason', async () => {
    const folder = folderFor();
    await put(folder, 'a', [
      osv('GHSA-1', 'npm', 'a', before('1.0.0')),
      osv('GHSA-2', 'npm', 'b', [{ introduced: '0' }]),
      osv('GHSA-3', 'npm', 'c', before('not a version')),
      osv('GHSA-4', 'npm', 'd', [], {
        affected: [{ package: { ecosystem: 'npm', name: 'd' }, versions: ['one', '1.0.0'] }],
      }),
    ]);
    expect(matched(folder, 'pkg:npm/a')).toEqual(['GHSA-1 unknown no-version 1.0.0']);
    expect(matched(folder, 'pkg:npm/a@latest')).toEqual(['GHSA-1 unknown odd-version 1.0.0']);
    expect(matched(folder, 'pkg:npm/b@latest')).toEqual(['GHSA-2 affected']);
    expect(matched(folder, 'pkg:npm/b')).toEqual(['GHSA-2 affected']);
    expect(matched(folder, 'pkg:npm/c@1.0.0')).toEqual(['GHSA-3 unknown odd-range']);
    expect(matched(folder, 'pkg:npm/d@one')).toEqual(['GHSA-4 affected']);
    expect(matched(folder, 'pkg:npm/d@two')).toEqual([]);
  });

  test('a range that nothing introduces is told at the import, and leaves open what it is about', async () => {
    const folder = folderFor();
    const report = await put(folder, 'a', [
      osv('GHSA-1', 'npm', 'a', [{ fixed: '2.0.0' }]),
      osv('GHSA-2', 'npm', 'b', [{ last_affected: '2.0.0' }]),
    ]);
    expect(report.problems).toEqual({
      count: 2,
      named: [
        'GHSA-1: affected[0].ranges[0] has no event that introduces anything',
        'GHSA-2: affected[0].ranges[0] has no event that introduces anything',
      ],
    });
    expect(matched(folder, 'pkg:npm/a@1.0.0')).toEqual(['GHSA-1 unknown odd-range']);
    expect(matched(folder, 'pkg:npm/b@1.0.0')).toEqual(['GHSA-2 unknown odd-range']);
  });

  test('ecosystems are known in any case of their letters', async () => {
    const folder = folderFor();
    await put(folder, 'a', [
      osv('GHSA-1', 'NPM', 'a', before('2.0.0')),
      osv('GHSA-2', 'pypi', 'b', before('2.0')),
      osv('GHSA-3', 'Crates.IO', 'c', before('2.0.0')),
      osv('DSA-1', 'DEBIAN:12', 'openssl', before('3.0.11-1~deb12u2')),
    ]);
    expect(matched(folder, 'pkg:npm/a@1.0.0')).toEqual(['GHSA-1 affected 2.0.0']);
    expect(matched(folder, 'pkg:pypi/b@1.0')).toEqual(['GHSA-2 affected 2.0']);
    expect(matched(folder, 'pkg:cargo/c@1.0.0')).toEqual(['GHSA-3 affected 2.0.0']);
    expect(matched(folder, 'pkg:deb/debian/openssl@3.0.11-1~deb12u1?distro=debian-12')).toHaveLength(1);
  });

  test('packages of a distribution are matched by source package and release', async () => {
    const folder = folderFor();
    await put(folder, 'debian', [
      osv('DSA-1', 'Debian:12', 'openssl', before('3.0.11-1~deb12u2')),
      osv('DSA-2', 'Debian:11', 'openssl', before('1.1.1w-0+deb11u1')),
    ]);
    const purl = 'pkg:deb/debian/openssl@3.0.11-1~deb12u1';
    expect(matched(folder, `${purl}?arch=amd64&distro=debian-12`)).toEqual(['DSA-1 affected 3.0.11-1~deb12u2']);
    expect(matched(folder, 'pkg:deb/debian/libssl3@3.0.11-1~deb12u1?distro=bookworm&upstream=openssl')).toHaveLength(1);
    expect(matched(folder, purl)).toEqual(['DSA-1 unknown no-release 3.0.11-1~deb12u2']);
  });

  test('a release that no advisory is about is not known, whatever is said of others [4:advisories-stale]', async () => {
    const folder = folderFor();
    await put(folder, 'os', [
      osv('DSA-1', 'Debian:12', 'openssl', before('3.0.11-1~deb12u2')),
      osv('DSA-3', 'Debian:13', 'curl', before('8.0.0-1')),
      osv('ALPINE-1', 'Alpine:v3.21', 'openssl', before('3.3.2-r3')),
    ]);
    const debian = 'pkg:deb/debian/openssl@3.0.2';
    for (const distro of ['whatever', 'debian-99', 'debian-sid', '20240923'])
      expect(matched(folder, `${debian}?distro=${distro}`), distro).toEqual([
        'DSA-1 unknown no-release 3.0.11-1~deb12u2',
      ]);
    expect(matched(folder, `${debian}?distro=debian-12.5`)).toEqual(['DSA-1 affected 3.0.11-1~deb12u2']);
    // Of 13 others say something: that nobody says anything of this package there is an answer.
    expect(matched(folder, `${debian}?distro=trixie`)).toEqual([]);
    const alpine = 'pkg:apk/alpine/openssl@3.0.0-r0';
    expect(matched(folder, `${alpine}?distro=alpine-3.21.0_alpha20240923`)).toEqual(['ALPINE-1 affected 3.3.2-r3']);
    expect(matched(folder, `${alpine}?distro=3.21.0_alpha20240923`)).toEqual(['ALPINE-1 affected 3.3.2-r3']);
    for (const distro of ['alpine-3.99.1', 'edge'])
      expect(matched(folder, `${alpine}?distro=${distro}`), distro).toEqual(['ALPINE-1 unknown no-release 3.3.2-r3']);
  });

  test('names and texts that anybody may have written are no more than texts', async () => {
    const folder = folderFor();
    const names = ['__proto__', 'constructor', 'toString', 'a/b', 'ünïcode', 'x'.repeat(1000)];
    const report = await put(folder, 'a', [
      ...names.map((name, number) =>
        osv(`GHSA-${number}`, 'npm', name, before('1.0.0'), { aliases: ['__proto__', `CVE-2026-${1000 + number}`] }),
      ),
      osv('GHSA-long', 'npm', 'y'.repeat(2000), before('1.0.0')),
      osv('../../etc/passwd', 'npm', 'z', before('1.0.0')),
      osv('GHSA-text', 'npm', 'text', before('1.0.0'), {
        summary: `\u0000${'s'.repeat(9999)}`,
        details: '\ud800 half a pair'.repeat(9999),
        references: [
          { type: 'WEB', url: 'https://user:word@example.org/' },
          { type: 'WEB', url: 'javascript:alert(1)' },
          { type: 'WEB', url: 'https://example.org/ok' },
        ],
      }),
    ]);
    expect(report.problems.named).toEqual([
      'GHSA-long: affected[0].package names no package',
      '../../etc/passwd: id is no identifier',
    ]);
    expect(matched(folder, 'pkg:npm/__proto__@0.5.0')).toHaveLength(1);
    expect(matched(folder, 'pkg:npm/constructor@0.5.0')).toHaveLength(1);
    expect(matched(folder, `pkg:npm/${encodeURIComponent('ünïcode')}@0.5.0`)).toHaveLength(1);
    expect(matched(folder, `pkg:npm/${'x'.repeat(1000)}@0.5.0`)).toHaveLength(1);
    expect(matched(folder, 'pkg:npm/hasOwnProperty@0.5.0')).toEqual([]);
    for (const odd of [
      '',
      'pkg:',
      'pkg:npm',
      'pkg:npm/@',
      'npm/a@1',
      'pkg:npm/%E0%A4%A@1.0.0',
      'pkg:npm/a@%zz',
      '@'.repeat(10_000),
    ])
      expect(matched(folder, odd)).toEqual([]);
    const text = withIndex(folder, (index) => index.find('GHSA-text'));
    expect(text?.summary.length).toBe(500);
    expect(text?.details?.length).toBeLessThanOrEqual(4000);
    expect(text?.details?.isWellFormed()).toBe(true);
    expect(text?.references).toEqual([{ type: 'WEB', url: 'https://example.org/ok' }]);
  });

  test('what was asked before changes no answer', async () => {
    const folder = folderFor();
    await put(folder, 'a', [
      osv('GHSA-1', 'npm', 'a', [{ introduced: '1.0.0' }, { fixed: '2.0.0' }]),
      osv('GHSA-2', 'npm', 'a', before('1.5.0')),
    ]);
    const versions = ['0.1.0', '1.0.0', '1.2.0', '1.5.0', '1.9.9', '2.0.0', '1.2.0', 'odd', '0.1.0', '1.6.0'];
    const alone = versions.map((version) => matched(folder, `pkg:npm/a@${version}`));
    withIndex(folder, (index) => {
      const together = versions.map((version) =>
        index
          .match(`pkg:npm/a@${version}`)
          .map(({ id, verdict, reason, fixed }) =>
            [id, verdict, reason, fixed?.join(',')].filter((part) => part !== undefined).join(' '),
          ),
      );
      expect(together).toEqual(alone);
    });
    expect(alone[2]).toEqual(['GHSA-1 affected 2.0.0', 'GHSA-2 affected 1.5.0']);
  });

  test('no number of made-up versions and qualifiers fills the memory', { timeout: 120_000 }, async () => {
    const folder = folderFor();
    const listed = Array.from({ length: 2000 }, (_, number) => `1.0.${number}`);
    const affected = [{ package: { ecosystem: 'npm', name: 'a' }, versions: listed }];
    await put(folder, 'a', [osv('GHSA-1', 'npm', 'a', [], { affected })]);
    withIndex(folder, (index) => {
      const since = process.memoryUsage().heapUsed;
      let found = 0;
      for (let number = 0; number < 700_000; number++)
        found += index.match(`pkg:npm/a@2.0.${number}?vcs=${number % 60_000}`).length;
      expect(found).toBe(0);
      expect(process.memoryUsage().heapUsed - since).toBeLessThan(400e6);
      expect(index.match('pkg:npm/a@1.0.7?vcs=x')).toHaveLength(1);
    });
  });

  test('tags of actions and repositories are versions with and without their v', async () => {
    const folder = folderFor();
    await put(folder, 'a', [
      osv('GHSA-1', 'GitHub Actions', 'Owner/Repo', [{ introduced: 'v1.0.0' }, { fixed: '45.0.1' }]),
    ]);
    expect(matched(folder, 'pkg:github/owner/repo@v44.1.0')).toEqual(['GHSA-1 affected 45.0.1']);
    expect(matched(folder, 'pkg:github/owner/repo@44.1.0')).toEqual(['GHSA-1 affected 45.0.1']);
    expect(matched(folder, 'pkg:github/owner/repo@v45.0.1#path')).toEqual([]);
    expect(matched(folder, 'pkg:github/owner/repo@0e58ed8671d6b60d0890c21b07f8835ace038e67')).toEqual([
      'GHSA-1 unknown odd-version 45.0.1',
    ]);
  });

  test('a damaged or foreign file is named, with the place, and never answers', async () => {
    const folder = folderFor();
    await put(folder, 'a', [osv('GHSA-1', 'npm', 'a', before('1.0.0'), { details: 'x'.repeat(500) })]);
    const name = readdirSync(folder).find((file) => file.endsWith('.seg')) as string;
    const path = join(folder, name);
    const bytes = readFileSync(path);
    let refused = 0;
    for (let at = 0; at < bytes.length; at++) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] as number) ^ 0x41;
      writeFileSync(path, broken);
      try {
        const index = openAdvisories(folder);
        expect(index.verify()).toHaveLength(1);
        const [match] = index.match('pkg:npm/a@0.1.0');
        index.detail(match?.advisory as number);
        index.find('GHSA-1');
        index.close();
      } catch (error) {
        refused++;
        expect(error).toMatchObject({ name: 'AdvisoryIndexError', file: name });
        expect((error as AdvisoryIndexError).place).not.toBe('');
      }
    }
    expect(refused).toBeGreaterThan(bytes.length - 40);
    writeFileSync(path, bytes.subarray(0, -1));
    expect(() => openAdvisories(folder)).toThrow(`${name} (header): it has ${bytes.length - 1} bytes`);
    writeFileSync(path, 'PK\u0003\u0004 something else that is long enough');
    expect(() => openAdvisories(folder)).toThrow(`${name} (header): it is no segment`);
  });
});
