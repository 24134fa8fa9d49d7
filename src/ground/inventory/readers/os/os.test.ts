import { readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { readersOf } from '../../read.ts';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

describe('[4:os-packages] dpkg', () => {
  const status = `Package: curl
Status: install ok installed
Priority: optional
Architecture: amd64
Version: 7.88.1-10+deb12u14
Depends: libc6 (>= 2.34), libcurl4 (= 7.88.1-10+deb12u14) | libcurl5,
 mail-transport-agent
Description: command line tool
 for transferring data
 Package: not-one

Package: libcurl4
Status: install ok installed
Architecture: amd64
Source: curl
Version: 7.88.1-10+deb12u14

Package: libc6
Status: install ok installed
Architecture: amd64
Source: glibc (2.36-9)
Version: 2.36-9+deb12u10

Package: exim4
Status: install ok installed
Version: 4.96-15
Provides: mail-transport-agent (= 1)

Package: gone
Status: deinstall ok config-files
Version: 1.0

Package: half
Status: install ok installed
`;

  test('lists installed packages with their sources and who needs whom', () => {
    const file = readSample('rootfs/var/lib/dpkg/status', status);

    expect(file.role).toBe('installed');
    expect(graphOf(file)).toEqual({
      'pkg:deb/curl@7.88.1-10%2Bdeb12u14?arch=amd64': [
        'pkg:deb/libcurl4@7.88.1-10%2Bdeb12u14?arch=amd64',
        'pkg:deb/libc6@2.36-9%2Bdeb12u10?arch=amd64',
        'pkg:deb/exim4@4.96-15',
      ],
      'pkg:deb/libcurl4@7.88.1-10%2Bdeb12u14?arch=amd64': [],
      'pkg:deb/libc6@2.36-9%2Bdeb12u10?arch=amd64': [],
      'pkg:deb/exim4@4.96-15': [],
    });
    expect(file.packages.map(({ builtFrom, line, endLine }) => [builtFrom, line, endLine])).toEqual([
      ['pkg:deb/curl@7.88.1-10%2Bdeb12u14?arch=source', 1, 10],
      ['pkg:deb/curl@7.88.1-10%2Bdeb12u14?arch=source', 12, 16],
      ['pkg:deb/glibc@2.36-9?arch=source', 18, 22],
      ['pkg:deb/exim4@4.96-15?arch=source', 24, 27],
    ]);
    expect(file.problems).toMatchObject([{ kind: 'malformed', line: 33 }]);
  });

  test('lists what an image without dpkg says of each package', () => {
    const file = readSample('layer.tar!/var/lib/dpkg/status.d/tzdata', 'Package: tzdata\nVersion: 2025b-0+deb12u1\n');

    expect(file.packages[0]?.purl).toBe('pkg:deb/tzdata@2025b-0%2Bdeb12u1');
  });

  test('says that a file is none', () => {
    expect(failureOf('var/lib/dpkg/status', 'hello')).toBe('malformed');
    expect(failureOf('var/lib/dpkg/status', '')).toBeUndefined();
  });

  test('survives any damage', () => survivesDamage('var/lib/dpkg/status', status));
});

describe('[4:os-packages] apk', () => {
  const installed = `C:Q1yKwAPdhNCWnKzmQgc6nXAWVNhYI=
P:libcrypto3
V:3.5.1-r0
A:x86_64
L:Apache-2.0
o:openssl
D:so:libc.musl-x86_64.so.1
p:so:libcrypto.so.3=3
F:usr/lib
R:libcrypto.so.3

P:musl
V:1.2.5-r10
A:x86_64
L:MIT
o:musl
p:so:libc.musl-x86_64.so.1=1

P:ssl_client
V:1.37.0-r18
A:x86_64
o:busybox
D:so:libcrypto.so.3 !conflicting musl>=1.2
`;

  test('lists installed packages with their origins and who needs whom', () => {
    const file = readSample('lib/apk/db/installed', installed);

    expect(graphOf(file)).toEqual({
      'pkg:apk/alpine/libcrypto3@3.5.1-r0?arch=x86_64': ['pkg:apk/alpine/musl@1.2.5-r10?arch=x86_64'],
      'pkg:apk/alpine/musl@1.2.5-r10?arch=x86_64': [],
      'pkg:apk/alpine/ssl_client@1.37.0-r18?arch=x86_64': [
        'pkg:apk/alpine/libcrypto3@3.5.1-r0?arch=x86_64',
        'pkg:apk/alpine/musl@1.2.5-r10?arch=x86_64',
      ],
    });
    expect(file.packages[0]).toMatchObject({
      line: 1,
      endLine: 10,
      licence: 'Apache-2.0',
      builtFrom: 'pkg:apk/alpine/openssl@3.5.1-r0?arch=source',
    });
  });

  test('says that a file is none', () => {
    expect(failureOf('lib/apk/db/installed', 'hello')).toBe('malformed');
  });

  test('survives any damage', () => survivesDamage('lib/apk/db/installed', installed));
});

type Values = number | string | readonly string[];

/** A header as rpm writes it: counts, an index of 16 bytes for each tag, data. */
function header(tags: Readonly<Record<number, Values>>): Buffer {
  const index: Buffer[] = [];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [tag, value] of Object.entries(tags)) {
    const isNumber = typeof value === 'number';
    const texts = isNumber || typeof value === 'string' ? [value] : value;
    const bytes = isNumber ? Buffer.alloc(4) : Buffer.from(texts.map((text) => `${text}\0`).join(''));
    if (isNumber) bytes.writeUInt32BE(value);
    const entry = Buffer.alloc(16);
    entry.writeUInt32BE(Number(tag), 0);
    entry.writeUInt32BE(isNumber ? 4 : typeof value === 'string' ? 6 : 8, 4);
    entry.writeUInt32BE(offset, 8);
    entry.writeUInt32BE(texts.length, 12);
    index.push(entry);
    data.push(bytes);
    offset += bytes.length;
  }
  const counts = Buffer.alloc(8);
  counts.writeUInt32BE(index.length, 0);
  counts.writeUInt32BE(offset, 4);
  return Buffer.concat([counts, ...index, ...data]);
}

function rpmDatabase(headers: readonly Buffer[]): Uint8Array {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
  database.exec("CREATE TABLE 'Name' (key TEXT NOT NULL, hnum INTEGER NOT NULL)");
  const insert = database.prepare('INSERT INTO Packages (blob) VALUES (?)');
  for (const blob of headers) insert.run(blob);
  const path = `${process.env['TMPDIR'] ?? '/tmp'}/selvedge-rpmdb-${process.pid}-${headers.length}.sqlite`;
  database.exec(`VACUUM INTO '${path}'`);
  database.close();
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

describe('[4:os-packages] rpm', () => {
  const openssl = header({
    1000: 'openssl-libs',
    1001: '3.2.2',
    1002: '6.el9_5.1',
    1003: 1,
    1014: 'ASL 2.0',
    1022: 'x86_64',
    1044: 'openssl-3.2.2-6.el9_5.1.src.rpm',
    1047: ['libssl.so.3()(64bit)', 'openssl-libs'],
    1049: ['libc.so.6()(64bit)'],
    // As long as a list of files: it stands on pages of its own.
    1117: Array.from({ length: 3000 }, (_, i) => `file-${i}`),
  });
  const curl = header({
    1000: 'curl',
    1001: '7.76.1',
    1002: '31.el9',
    1022: 'x86_64',
    1044: 'curl-7.76.1-31.el9.src.rpm',
    1049: ['libssl.so.3()(64bit)', 'rpmlib(PayloadIsZstd)'],
    5096: 'httpd:2.4:9050020250101:9',
  });
  const key = header({ 1000: 'gpg-pubkey', 1001: '8483c65d', 1002: '5ccc5b19' });

  test('lists the packages of a SQLite database with their sources and who needs whom', () => {
    const file = readSample('var/lib/rpm/rpmdb.sqlite', rpmDatabase([openssl, key, curl]));

    expect(file.packages).toEqual([
      {
        purl: 'pkg:rpm/openssl-libs@3.2.2-6.el9_5.1?arch=x86_64&epoch=1',
        line: 1,
        builtFrom: 'pkg:rpm/openssl@3.2.2-6.el9_5.1?arch=src&epoch=1',
        licence: 'ASL 2.0',
      },
      {
        purl: 'pkg:rpm/curl@7.76.1-31.el9?arch=x86_64',
        line: 1,
        builtFrom: 'pkg:rpm/curl@7.76.1-31.el9?arch=src',
        group: 'httpd:2.4:9050020250101:9',
        dependsOn: [0],
      },
    ]);
  });

  test('lists thousands of packages, on many pages', () => {
    const many = Array.from({ length: 3000 }, (_, i) => header({ 1000: `p${i}`, 1001: '1', 1002: `${i}` }));

    expect(readSample('usr/lib/sysimage/rpm/rpmdb.sqlite', rpmDatabase(many)).packages).toHaveLength(3000);
  });

  test('lists what can still be read of a database that is cut off, and says so', () => {
    const many = Array.from({ length: 400 }, (_, i) =>
      header({ 1000: `p${i}`, 1001: '1', 1002: '1', 1117: ['x'.repeat(3000)] }),
    );
    const bytes = rpmDatabase(many);
    const file = readSample('var/lib/rpm/rpmdb.sqlite', bytes.subarray(0, Math.floor(bytes.length / 8192) * 4096));

    expect(file.packages.length).toBeGreaterThan(10);
    expect(file.packages.length).toBeLessThan(400);
    expect(file.problems).toMatchObject([{ kind: 'malformed' }]);
  });

  test('refuses what is no database', () => {
    expect(failureOf('var/lib/rpm/rpmdb.sqlite', 'hello')).toBe('malformed');
    expect(failureOf('var/lib/rpm/rpmdb.sqlite', Buffer.alloc(8192))).toBe('malformed');
  });

  test('names the databases that it does not read', () => {
    expect(readSample('var/lib/rpm/Packages', 'bdb').problems).toMatchObject([{ kind: 'unsupported' }]);
    expect(readSample('usr/lib/sysimage/rpm/Packages.db', 'RpmP').problems).toMatchObject([{ kind: 'unsupported' }]);
    expect(readSample('var/lib/rpm/rpmdb.sqlite-wal', '7').problems).toMatchObject([{ kind: 'unsupported' }]);
    expect(readSample('var/lib/rpm/rpmdb.sqlite-wal', '').problems).toBeUndefined();
  });

  test('survives any damage', () => survivesDamage('var/lib/rpm/rpmdb.sqlite', rpmDatabase([openssl, curl, key])));
});

describe('[4:os-packages] os-release', () => {
  const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME=\'Debian\'\nVERSION_ID="12"\nID=debian\n';

  test('tells which distribution a root file system is', () => {
    expect(readSample('layer.tar!/etc/os-release', debian)).toMatchObject({
      root: { name: 'debian', version: '12' },
      packages: [],
    });
    expect(readSample('usr/lib/os-release', 'ID=debian\nVERSION_CODENAME=forky\n').root).toEqual({
      name: 'debian',
      version: 'forky',
    });
  });

  test('believes no name that is none', () => {
    expect(() => readSample('etc/os-release', 'ID=../../x\n')).toThrow('No reader takes');
  });
});

describe('[4:os-packages] the layers of an image', () => {
  const manifest = '[{"Config":"c.json","RepoTags":["a:1"],"Layers":["a/layer.tar","b/layer.tar"]}]';

  test('are told in their order, and no other manifest.json is one', () => {
    expect(readSample('a.tar!/manifest.json', manifest).extra).toEqual({ layers: [['a/layer.tar', 'b/layer.tar']] });
    expect(() => readSample('a.tar!/manifest.json', '{"name":"an app"}')).toThrow('No reader takes');
  });

  test('survives any damage', () => survivesDamage('a.tar!/manifest.json', manifest));

  const digest = 'ab'.repeat(32);
  const blob = `a.tar!/blobs/sha256/${digest}`;
  const descriptors = `[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:${digest}","size":1}]`;
  const image = `{"schemaVersion":2,"config":{"digest":"sha256:${digest}"},"layers":${descriptors}}`;

  test('are told by the index and the manifests of an OCI layout, and by no other file of such a name', () => {
    const path = `blobs/sha256/${digest}`;
    const index = `{"schemaVersion":2,"manifests":${descriptors}}`;
    expect(readSample('layout/index.json', index).extra).toEqual({ manifests: [path] });
    expect(readSample(blob, image).extra).toEqual({ layers: [[path]] });
    for (const other of ['{"manifests":[]}', '{"schemaVersion":2,"layers":[{"digest":"sha256:../../x"}]}', 'layers'])
      expect(() => readSample('layout/index.json', other)).toThrow('No reader takes');
  });

  test('survive any damage of an OCI manifest', () => survivesDamage(blob, image));

  test('have whiteouts, which count where they delete databases of packages', () => {
    expect(readSample('a.tar!/l.tar!/var/lib/.wh.dpkg', '')).toMatchObject({ format: 'os/whiteout', packages: [] });
    expect(readersOf('a.tar!/l.tar!/usr/share/.wh.doc')).toEqual([]);
    expect(readersOf('a.tar!/l.tar!/var/lib/dpkg/status.d/.wh.curl').map(({ format }) => format)).toEqual([
      'os/whiteout',
    ]);
  });
});
