import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateSource } from '#ground/advisories';
import { advisoriesHome } from '#ground/places';
import { scanAndDecide } from '../scan.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-os-'));
const before = { data: process.env['SELVEDGE_DATA_HOME'], cache: process.env['SELVEDGE_CACHE_HOME'] };

beforeAll(async () => {
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  await updateSource(advisoriesHome(), {
    source: { id: 'test', limitHours: 24 },
    checkedAt: Date.now(),
    content: {
      kind: 'records',
      complete: true,
      records: [
        record('DSA-1', 'Debian:12', 'glibc', '2.36-9+deb12u11'),
        record('DSA-2', 'Debian:13', 'glibc', '2.41-13'),
        record('RLSA-1', 'Rocky Linux:9', 'openssl', '1:3.2.2-7.el9'),
      ],
    },
  });
});

afterAll(() => {
  for (const [name, value] of [
    ['SELVEDGE_DATA_HOME', before.data],
    ['SELVEDGE_CACHE_HOME', before.cache],
  ] as const)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function record(id: string, ecosystem: string, name: string, fixed: string) {
  const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }];
  const content = {
    id,
    modified: '2026-01-01T00:00:00Z',
    summary: `Something about ${name}`,
    affected: [{ package: { ecosystem, name }, ranges }],
  };
  return { name: id, content };
}

function write(root: string, path: string, content: string | Uint8Array): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** rpm's own form: a table of headers, as large as those of real packages. */
function rpmDatabase(): Uint8Array {
  const texts = ['openssl-libs', '3.2.2', '6.el9', 'openssl-3.2.2-6.el9.src.rpm', 'x'.repeat(30_000)];
  const tags = [1000, 1001, 1002, 1044, 1117];
  const data = Buffer.concat([...texts.map((text) => Buffer.from(`${text}\0`)), Buffer.alloc(4)]);
  data.writeUInt32BE(1, data.length - 4);
  const index = Buffer.alloc(8 + 16 * 6);
  index.writeUInt32BE(6, 0);
  index.writeUInt32BE(data.length, 4);
  let offset = 0;
  for (const [i, text] of texts.entries()) {
    [tags[i] ?? 0, 6, offset, 1].forEach((value, at) => index.writeUInt32BE(value, 8 + 16 * i + 4 * at));
    offset += text.length + 1;
  }
  [1003, 4, offset, 1].forEach((value, at) => index.writeUInt32BE(value, 8 + 16 * 5 + 4 * at));
  const path = join(home, 'rpmdb.sqlite');
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)");
  database.prepare('INSERT INTO Packages (blob) VALUES (?)').run(Buffer.concat([index, data]));
  database.close();
  return readFileSync(path);
}

const status =
  'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nSource: glibc\nVersion: 2.36-9+deb12u10\n';

describe('[4:os-packages] packages of operating systems in a scan', () => {
  test('are found vulnerable by their source packages: in a root file system, and in the layer of an image', async () => {
    const root = join(home, 'project');
    write(root, 'rootfs/etc/os-release', 'ID="rocky"\nVERSION_ID="9.5"\n');
    write(root, 'rootfs/var/lib/rpm/rpmdb.sqlite', rpmDatabase());
    const layer = join(home, 'layer');
    write(layer, 'etc/os-release', 'ID=debian\nVERSION_ID="12"\n');
    write(layer, 'var/lib/dpkg/status', status);
    mkdirSync(join(home, 'image/abc'), { recursive: true });
    execFileSync('tar', ['-C', layer, '-cf', join(home, 'image/abc/layer.tar'), '.']);
    execFileSync('tar', ['-C', join(home, 'image'), '-czf', join(root, 'image.tar.gz'), '.']);

    const { findings } = await scanAndDecide({ path: root, source: { kind: 'working-tree' } });

    expect(
      findings.map(({ rule, location, attributes }) => [
        rule,
        location.path,
        attributes['purl'],
        attributes['advisory'],
      ]),
    ).toEqual([
      [
        'dependencies/known-vulnerability',
        'image.tar.gz!/abc/layer.tar!/var/lib/dpkg/status',
        'pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12&upstream=glibc',
        'DSA-1',
      ],
      [
        'dependencies/known-vulnerability',
        'rootfs/var/lib/rpm/rpmdb.sqlite',
        'pkg:rpm/rocky/openssl-libs@3.2.2-6.el9?distro=rocky-9.5&epoch=1',
        'RLSA-1',
      ],
    ]);
  });

  test('are those that are left in an image of the OCI layout: an upper layer deletes what a lower one has', async () => {
    const root = join(home, 'layout');
    const blob = (content: Uint8Array | string): string => {
      const name = createHash('sha256').update(content).digest('hex');
      write(root, `oci/blobs/sha256/${name}`, content);
      return `sha256:${name}`;
    };
    const layer = (name: string, files: Readonly<Record<string, string>>): string => {
      const folder = join(home, name);
      for (const [path, text] of Object.entries(files)) write(folder, path, text);
      return blob(gzipSync(execFileSync('tar', ['-C', folder, '-cf', '-', '.'])));
    };
    const release = 'ID=debian\nVERSION_ID="12"\n';
    const below = layer('below', { 'etc/os-release': release, 'var/lib/dpkg/status.d/libc6': status });
    const above = layer('above', { 'var/lib/dpkg/status.d/.wh.libc6': '' });
    const image = (...digests: string[]): object => ({
      digest: blob(JSON.stringify({ schemaVersion: 2, layers: digests.map((digest) => ({ digest })) })),
    });
    const found = async (...images: object[]) => {
      write(root, 'oci/index.json', JSON.stringify({ schemaVersion: 2, manifests: images }));
      const { findings } = await scanAndDecide({ path: root, source: { kind: 'working-tree' } });
      return findings.map(({ attributes }) => attributes['purl']);
    };

    expect(await found(image(below, above))).toEqual([]);
    expect(await found(image(above, below))).toEqual([
      'pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12&upstream=glibc',
    ]);
  });
});
