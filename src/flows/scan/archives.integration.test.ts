import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fillExample } from '#observe/secrets';
import { gzip, tar, zip } from '../../ground/archives/testing.ts';
import { scanAndDecide } from '../scan.ts';
import type { ScanReport } from './report.ts';
import type { ScanRequest } from './request.ts';

const before = ['SELVEDGE_CACHE_HOME', 'SELVEDGE_DATA_HOME'].map((name) => [name, process.env[name]] as const);
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'selvedge-archives-'));
  for (const [name] of before) process.env[name] = `${root}-${name}`;
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
    rmSync(`${root}-${name}`, { recursive: true, force: true, maxRetries: 5 });
  }
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

const token = fillExample('{{ghp}}', 'archives');
const leaky = `# settings\ntoken = '${token}'\n# end\n`;

async function scan(source: ScanRequest['source'] = { kind: 'working-tree' }): Promise<ScanReport> {
  const report = await scanAndDecide({ path: root, source, threads: 0 });
  expect(JSON.stringify(report)).not.toContain(token.slice(6, 30));
  return report;
}

function places({ findings }: ScanReport): string[] {
  return findings.map(({ location }) => `${location.path}:${location.startLine}`);
}

/** `docker save`: the form of before 25.0, and the image layout of OCI that came then (image-layout.md). */
function images(): Record<'docker' | 'oci', Buffer> {
  const layer = tar({ 'app/.env': leaky, 'app/index.js': 'run()' });
  const upper = tar({ 'app/.wh..env': '' });
  const packed = gzip(layer);
  return {
    docker: tar({
      'manifest.json': '[{"Config":"c.json","Layers":["1/layer.tar","2/layer.tar"]}]',
      'c.json': '{}',
      '1/layer.tar': layer,
      '2/layer.tar': upper,
    }),
    oci: tar({
      'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
      'index.json': '{}',
      [`blobs/sha256/${createHash('sha256').update(packed).digest('hex')}`]: packed,
    }),
  };
}

describe('secrets in archives [3:secrets-archives]', () => {
  test('are found in a working tree, and located in the archive’s file', async () => {
    writeFileSync(join(root, 'app.jar'), zip({ 'BOOT-INF/app.properties': leaky, 'A.class': randomBytes(300) }));
    writeFileSync(join(root, 'pkg.whl'), zip({ 'pkg/settings.py': leaky }, { method: 0 }));
    writeFileSync(join(root, 'dump.sql.gz'), gzip(Buffer.from(leaky)));
    writeFileSync(
      join(root, 'release.tar.gz'),
      gzip(tar({ 'etc/a.conf': leaky, 'lib/x.jar': zip({ 'x.yml': leaky }) })),
    );
    const report = await scan();
    expect(places(report)).toEqual([
      'app.jar!/BOOT-INF/app.properties:2',
      'dump.sql.gz!/dump.sql:2',
      'pkg.whl!/pkg/settings.py:2',
      'release.tar.gz!/etc/a.conf:2',
      'release.tar.gz!/lib/x.jar!/x.yml:2',
    ]);
    expect(report.findings.map(({ context }) => context?.lines[0])).toEqual(Array(5).fill('# settings'));
    expect(report.scope.notLookedAt.filter(({ expected }) => !expected)).toEqual([]);
    const again = await scan();
    expect(places(again)).toEqual(places(report));
    expect(again.stats.cached).toBe(4);
  });

  test('are found in the layers of images, in those that a later layer hides too', async () => {
    const { docker, oci } = images();
    writeFileSync(join(root, 'image.tar'), docker);
    writeFileSync(join(root, 'oci.tar'), oci);
    const found = places(await scan());
    expect(found[0]).toBe('image.tar!/1/layer.tar!/app/.env:2');
    expect(found[1]).toMatch(/^oci\.tar!\/blobs\/sha256\/[0-9a-f]{64}!\/app\/\.env:2$/);
  });

  test('are found in an image that is larger than any file may be, in bounded memory', async () => {
    const filler = { 'layer/big.bin': Buffer.alloc(40 << 20, 7) };
    const image = Buffer.concat([tar(filler).subarray(0, -1024), tar(filler).subarray(0, -1024), images().docker]);
    writeFileSync(join(root, 'image.tar'), image);
    // What is younger than the clock of the file system tells apart is looked at again.
    await new Promise((done) => {
      setTimeout(done, 300);
    });
    const report = await scan();
    expect(image.length).toBeGreaterThan(64 << 20);
    expect(places(report)).toEqual(['image.tar!/1/layer.tar!/app/.env:2']);
    expect(report.scope.notLookedAt.filter(({ expected }) => !expected)).toEqual([]);
    expect((await scan()).stats.cached).toBe(1);
  });

  test('are found in what is staged, and in what comes from standard input', async () => {
    const archive = zip({ 'a/b.env': leaky });
    expect(places(await scan({ kind: 'stdin', path: 'up.zip', bytes: archive }))).toEqual(['up.zip!/a/b.env:2']);
    execFileSync('git', ['init', '-q'], { cwd: root });
    writeFileSync(join(root, 'up.zip'), archive);
    execFileSync('git', ['add', '.'], { cwd: root });
    rmSync(join(root, 'up.zip'));
    const staged = await scan({ kind: 'staged' });
    expect(places(staged)).toEqual(['up.zip!/a/b.env:2']);
    expect(staged.findings[0]?.context?.lines).toHaveLength(3);
  });

  test('one secret in a file and in an archive of it is one secret', async () => {
    writeFileSync(join(root, 'a.env'), leaky);
    writeFileSync(join(root, 'a.zip'), zip({ 'a.env': leaky }));
    const { findings } = await scan();
    expect(findings).toHaveLength(2);
    expect(new Set(findings.map(({ locus }) => JSON.stringify(locus))).size).toBe(1);
  });

  test('an archive that costs too much is named, and leaves the decision unknown [3:secrets-bombs]', async () => {
    writeFileSync(join(root, 'bomb.zip'), zip({ a: Buffer.alloc(1 << 20) }, { copies: 3000 }));
    writeFileSync(join(root, 'fine.ts'), 'export {};\n');
    const report = await scan();
    expect(report.scope.notLookedAt).toContainEqual(
      expect.objectContaining({ path: 'bomb.zip', reason: 'too-large', expected: false }),
    );
    expect(report.decisions.some(({ verdict }) => verdict === 'unknown')).toBe(true);
  });
});
