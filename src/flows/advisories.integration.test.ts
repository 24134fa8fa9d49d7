import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { locked, openAdvisories, readManifest } from '#ground/advisories';
import { zip } from '../ground/archives/testing.ts';
import { dumpFiles, osvRecord, PlayedWorld } from '../observe/feeds/testing.ts';
import {
  advisoriesStatus,
  exportAdvisories,
  importAdvisories,
  removeAdvisories,
  syncAdvisories,
  syncFromMirror,
  verifyAdvisories,
} from './advisories.ts';

let home: string;
let there: string;
let world: PlayedWorld;
const before = process.env['SELVEDGE_DATA_HOME'];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-advisories-'));
  there = join(home, 'elsewhere/advisories');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  world = await new PlayedWorld().open();
});
afterEach(async () => {
  if (before === undefined) delete process.env['SELVEDGE_DATA_HOME'];
  else process.env['SELVEDGE_DATA_HOME'] = before;
  await world.close();
  rmSync(home, { recursive: true, force: true });
});

const bundle = (): string => join(home, 'all.bundle');
const here = (): string => join(home, 'data/advisories');
const at = (instant: string) => (): number => Date.parse(instant);
const noon = at('2026-11-22T12:00:00Z');

function dump(name: string, ...records: readonly Readonly<Record<string, unknown>>[]): string {
  mkdirSync(join(home, 'given'), { recursive: true });
  const path = join(home, 'given', name);
  writeFileSync(path, zip(dumpFiles(records)));
  return path;
}

const left = osvRecord('GHSA-aaaa-aaaa-aaaa', 'left');

function matches(folder: string, purl: string): string[] {
  const index = openAdvisories(folder);
  try {
    return index.match(purl).map(({ id }) => id);
  } finally {
    index.close();
  }
}

const declared = (name: string): string =>
  `version: 1
id: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f
advisories:
  sources: [{ from: files, name: ${name}, url: 'https://feeds.example.org/${name}.zip' }]
`;

async function exported(instant = noon) {
  await importAdvisories({ paths: [dump('npm.zip', left)], now: noon });
  return exportAdvisories({ path: bundle(), now: instant });
}

/** A file of this name, for an import. */
function given(name: string, text: string | Uint8Array): string {
  writeFileSync(join(home, name), text);
  return join(home, name);
}

describe('the commands about advisories [4:advisories-commands]', () => {
  test('import takes dumps by their names, several at once, and says how old they are', async () => {
    const { outcomes, status } = await importAdvisories({
      paths: [dump('npm.zip', left), dump('malicious-npm.zip', osvRecord('MAL-2026-1', 'evil', '9.0.0'))],
      now: noon,
    });
    expect(outcomes.map(({ source, result }) => [source.id, result])).toEqual([
      ['osv-npm', 'updated'],
      ['malicious-npm', 'updated'],
    ]);
    expect(status.sources).toMatchObject([
      { id: 'malicious-npm', records: 1, partial: true, ageHours: 60, isStale: false },
      { id: 'osv-npm', records: 1, types: ['npm'], ageHours: 60, limitHours: 72, isStale: false },
    ]);
    expect(advisoriesStatus({ now: at('2026-11-23T12:00:00Z') }).sources[1]).toMatchObject({ isStale: true });
  });

  test('import of loose records makes no ecosystem known, that of a dump does [4:advisories-stale]', async () => {
    const loose = join(home, 'loose');
    mkdirSync(loose);
    for (const name of ['a', 'b', 'c'])
      writeFileSync(join(loose, `${name}.json`), JSON.stringify({ ...left, id: `OWN-${name}` }));
    const standing = (): unknown => {
      const index = openAdvisories(here());
      const { kind } = index.standingOf('npm', noon());
      index.close();
      return kind;
    };
    await importAdvisories({ paths: [loose, given('npm.json', JSON.stringify([left]))], now: noon });
    expect(standing()).toBe('none');
    await importAdvisories({ paths: [dump('npm.zip', left)], now: noon, asOf: noon() });
    expect(standing()).not.toBe('none');
  });

  test('import takes a folder of dumps as each of them, and a date that somebody gives', async () => {
    dump('npm.zip', left);
    dump('PyPI.zip', osvRecord('PYSEC-2026-1', 'right'));
    mkdirSync(join(home, 'given/crates.io'));
    copyFileSync(dump('x.zip', osvRecord('RUSTSEC-2026-0001', 'c')), join(home, 'given/crates.io/all.zip'));
    rmSync(join(home, 'given/x.zip'));
    const { status } = await importAdvisories({ paths: [join(home, 'given')], asOf: noon(), now: noon });
    expect(status.sources.map(({ id, ageHours }) => [id, ageHours])).toEqual([
      ['osv-crates.io', 0],
      ['osv-npm', 0],
      ['osv-pypi', 0],
    ]);
  });

  test('import knows catalogues by what stands in them, whatever they are called [4:kev] [4:epss] [4:end-of-life]', async () => {
    const scores = '#model_version:v1,score_date:2026-11-21T00:00:00Z\ncve,epss,percentile\nCVE-2021-44228,0.9,0.9\n';
    const paths = [
      given('a.json', '{"dateReleased":"2026-11-20T00:00:00Z","vulnerabilities":[{"cveID":"CVE-2021-44228"}]}'),
      given('b.json', '{"generated_at":"2026-11-20T00:00:00Z","result":[{"name":"x","releases":[]}]}'),
      given('epss_scores-2026-11-21.csv.gz', gzipSync(scores)),
      given('c.json', JSON.stringify([left])),
    ];
    const { status } = await importAdvisories({ paths, now: noon });
    expect(status.sources.map(({ id, kind, ageHours }) => [id.slice(0, 6), kind, ageHours])).toEqual([
      ['end-of', 'facts', 60],
      ['epss', 'epss', 36],
      ['kev', 'exploited', 60],
      ['own-c-', 'advisories', 60],
    ]);
  });

  test('import of what is not there names it', async () => {
    await expect(importAdvisories({ paths: [join(home, 'nowhere.zip')] })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('sync asks about what the project is made of, and nothing else', async () => {
    const project = join(home, 'project');
    mkdirSync(join(project, 'node_modules/x'), { recursive: true });
    writeFileSync(join(project, 'package-lock.json'), '{"name":"p","lockfileVersion":3,"packages":{}}');
    writeFileSync(join(project, 'node_modules/x/go.mod'), 'module x\n');
    world.answers = { 'osv-vulnerabilities.storage.googleapis.com/npm/all.zip': zip(dumpFiles([left])) };
    const { outcomes } = await syncAdvisories({ path: project, net: world.network, now: noon });
    expect(outcomes.map(({ source, result }) => [source.id, result])).toEqual([
      ['osv-npm', 'updated'],
      ['kev', 'failed'],
      ['epss', 'failed'],
      ['end-of-life', 'failed'],
    ]);
    expect(world.asked().some((line) => line.includes('/Go/'))).toBe(false);
    const { sources, failed } = advisoriesStatus({ now: noon });
    expect(sources.map(({ id }) => id)).toEqual(['osv-npm']);
    expect(failed.map(({ id, code }) => [id, code])).toEqual([
      ['end-of-life', 'not-found'],
      ['epss', 'not-found'],
      ['kev', 'not-found'],
    ]);
  });

  test('sync asks what selvedge.yaml declares, with its ages', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    writeFileSync(
      join(project, 'selvedge.yaml'),
      `version: 1
id: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f
advisories:
  limitHours: 5
  sources:
    - { from: files, name: ours, url: 'https://feeds.example.org/ours.zip' }
    - { from: kev, limitHours: 300 }
`,
    );
    world.answers = { 'feeds.example.org/ours.zip': zip(dumpFiles([left])) };
    const { outcomes } = await syncAdvisories({ path: project, net: world.network, now: noon });
    expect(outcomes.map(({ source }) => [source.kind, source.limitHours])).toEqual([
      ['osv-files', 5],
      ['known-exploited', 300],
    ]);
  });

  test('a declared folder that is a link out of the project is not read', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    symlinkSync(home, join(project, 'out'));
    writeFileSync(
      join(project, 'selvedge.yaml'),
      'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\nadvisories:\n  sources: [{ from: files, name: a, path: out }]\n',
    );
    const asked = syncAdvisories({ path: project, net: world.network });
    await expect(asked).rejects.toMatchObject({ code: 'outside', message: 'out leads out of the project' });
  });

  test('from merge on, the declaration of the target is asked, not that of what is scanned', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: project });
    git('init', '-q', '-b', 'main');
    writeFileSync(join(project, 'selvedge.yaml'), declared('ours'));
    git('add', '.');
    git('commit', '-qm', 'x');
    writeFileSync(join(project, 'selvedge.yaml'), declared('theirs'));
    world.answers = { 'feeds.example.org/ours.zip': zip(dumpFiles([left])) };
    await syncAdvisories({ path: project, target: 'main', net: world.network, now: noon });
    expect(world.asked()).toEqual(['GET feeds.example.org/ours.zip']);
  });

  test('sync of a folder that says nothing asks for a word, and of unknown names says which there are', async () => {
    const project = join(home, 'empty');
    mkdirSync(project);
    const asked = { path: project, net: world.network };
    await expect(syncAdvisories(asked)).rejects.toMatchObject({ code: 'nothing-to-ask' });
    await expect(syncAdvisories({ ...asked, ecosystems: ['nmp'] })).rejects.toMatchObject({
      code: 'unknown-ecosystem',
    });
    await expect(syncAdvisories({ ...asked, sources: ['nvd'] })).rejects.toMatchObject({ code: 'unknown-source' });
    expect(world.asked()).toEqual([]);
  });

  test('what was had once is kept up to date by every sync', async () => {
    await importAdvisories({ paths: [dump('npm.zip', left)], now: noon });
    const project = join(home, 'empty');
    mkdirSync(project);
    const { outcomes } = await syncAdvisories({ path: project, net: world.network, sources: ['osv'], now: noon });
    expect(outcomes.map(({ source }) => source.id)).toEqual(['osv-npm']);
  });

  test('two at once: the second is told that another is at it', async () => {
    const path = dump('npm.zip', left);
    const held = join(here(), 'fetched');
    mkdirSync(held, { recursive: true });
    writeFileSync(join(held, 'update.lock'), '1');
    await expect(importAdvisories({ paths: [path], now: noon })).rejects.toMatchObject({ code: 'busy' });
    rmSync(join(held, 'update.lock'));
    await locked(held, () => undefined);
    const both = await Promise.all([1, 2].map(() => importAdvisories({ paths: [path], now: noon })));
    expect(both.flatMap(({ outcomes }) => outcomes.map(({ result }) => result))).toEqual(['updated', 'updated']);
  });

  test('remove forgets a source', async () => {
    await importAdvisories({ paths: [dump('npm.zip', left)], now: noon });
    await removeAdvisories('osv-npm');
    expect(advisoriesStatus().sources).toEqual([]);
    await expect(removeAdvisories('osv-npm')).rejects.toMatchObject({ code: 'unknown-source' });
  });

  test('status of nothing is nothing, and of an index that is damaged says so', () => {
    expect(advisoriesStatus()).toMatchObject({ sources: [], failed: [] });
    mkdirSync(here(), { recursive: true });
    writeFileSync(join(here(), 'manifest.json'), '{"manifest":');
    expect(advisoriesStatus().damage).toContain('manifest.json');
  });
});

describe('an index is signed, and goes elsewhere as one file [4:advisories-signed]', () => {
  test('whole and signed, it is taken over, with the age that it had', async () => {
    const { key } = await exported();
    const { bundles, status } = await importAdvisories({ folder: there, paths: [bundle()], key, now: noon });
    expect(bundles[0]?.sources.map(({ id }) => id)).toEqual(['osv-npm']);
    expect(matches(there, 'pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
    expect(status.sources[0]).toMatchObject({ id: 'osv-npm', ageHours: 60 });
    await expect(verifyAdvisories({ folder: there })).resolves.toMatchObject({ damage: [] });
  });

  test('without the key, or by another one, it is not', async () => {
    await exported();
    await expect(importAdvisories({ folder: there, paths: [bundle()] })).rejects.toMatchObject({ code: 'no-key' });
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const taken = importAdvisories({ folder: there, paths: [bundle()], key: other });
    await expect(taken).rejects.toMatchObject({ code: 'unsigned' });
    await expect(importAdvisories({ folder: there, paths: [bundle()], key: 'no key' })).rejects.toMatchObject({
      code: 'not-a-key',
    });
    expect(readManifest(there)).toBeUndefined();
  });

  test('with any byte of it changed, or cut off, nothing of it is taken', async () => {
    const { key } = await exported();
    const whole = readFileSync(bundle());
    const places = [...Array(40).keys()].map((step) => 20 + step * Math.floor((whole.length - 1100) / 40));
    for (const place of places) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      if (isPadding(whole, place)) continue;
      writeFileSync(bundle(), changed);
      await expect(importAdvisories({ folder: there, paths: [bundle()], key })).rejects.toThrow();
    }
    for (const length of [700, 2000, whole.length - 2000]) {
      writeFileSync(bundle(), whole.subarray(0, length));
      await expect(importAdvisories({ folder: there, paths: [bundle()], key })).rejects.toThrow();
    }
    expect(readManifest(there)).toBeUndefined();
  });

  test('older than what was taken before, it is refused unless told', async () => {
    const { key } = await exported();
    copyFileSync(bundle(), join(home, 'old.bundle'));
    await importAdvisories({
      paths: [
        dump('npm.zip', left, osvRecord('GHSA-bbbb-bbbb-bbbb', 'left', '2.0.0', { modified: '2026-11-22T00:00:00Z' })),
      ],
      now: noon,
    });
    exportAdvisories({ path: bundle(), now: at('2026-11-22T13:00:00Z') });
    await importAdvisories({ folder: there, paths: [bundle()], key });
    const old = { folder: there, paths: [join(home, 'old.bundle')] };
    // The key was believed before: it need not be said again.
    await expect(importAdvisories(old)).rejects.toMatchObject({ code: 'older' });
    expect(matches(there, 'pkg:npm/left@1.5.0')).toEqual(['GHSA-bbbb-bbbb-bbbb']);
    await importAdvisories({ ...old, acceptOlder: true });
    expect(matches(there, 'pkg:npm/left@1.5.0')).toEqual([]);
  });

  test('sources that it does not have stay', async () => {
    const { key } = await exported();
    await importAdvisories({ folder: there, paths: [dump('ours.zip', osvRecord('CORP-1', 'ours'))], now: noon });
    const { bundles } = await importAdvisories({ folder: there, paths: [bundle()], key });
    expect(bundles[0]?.kept).toEqual([expect.stringMatching(/^own-ours-/)]);
    expect(matches(there, 'pkg:npm/ours@1.0.0')).toEqual(['CORP-1']);
    expect(matches(there, 'pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
  });

  test('a mirror gives it from a folder or a URL', async () => {
    const { key } = await exported();
    mkdirSync(join(home, 'mirror'));
    copyFileSync(bundle(), join(home, 'mirror/advisories.bundle'));
    await syncFromMirror({ folder: there, from: join(home, 'mirror'), key });
    expect(matches(there, 'pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
    world.answers = { 'feeds.example.org/mirror/advisories.bundle': readFileSync(bundle()) };
    const folder = join(home, 'third');
    const from = 'https://feeds.example.org/mirror/';
    await syncFromMirror({ folder, from, key, net: world.network });
    expect(matches(folder, 'pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
    const gone = syncFromMirror({ folder, from: 'https://feeds.example.org/gone/', key, net: await anew() });
    await expect(gone).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(folder).filter((name) => name.startsWith('mirror-'))).toEqual([]);
  });

  test('a key of somebody’s own signs it, if nobody else can read it', async () => {
    await importAdvisories({ paths: [dump('npm.zip', left)], now: noon });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const file = join(home, 'key.pem');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    exportAdvisories({ path: bundle(), signingKey: file, now: noon });
    const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await importAdvisories({ folder: there, paths: [bundle()], key });
    expect(matches(there, 'pkg:npm/left@1.0.0')).toHaveLength(1);
    chmodSync(file, 0o644);
    expect(() => exportAdvisories({ path: bundle(), signingKey: file })).toThrow('others may read');
  });

  test('what is changed at home is seen by verify', async () => {
    await exported();
    await expect(verifyAdvisories({})).resolves.toMatchObject({ damage: [] });
    const segment = join(here(), readdirSync(here()).find((name) => name.endsWith('.seg')) ?? '');
    const bytes = readFileSync(segment);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(segment, bytes);
    expect((await verifyAdvisories({})).damage.map(({ code }) => code)).toEqual(['corrupt']);
    writeFileSync(
      join(here(), 'manifest.json'),
      readFileSync(join(here(), 'manifest.json'), 'utf8').replace('osv-npm', 'osv-nqm'),
    );
    await expect(verifyAdvisories({})).rejects.toMatchObject({ code: 'tampered' });
  });
});

async function anew() {
  await world.close();
  world = await new PlayedWorld().open();
  return world.network;
}

/** Bytes between members, and of headers but for names and sizes, say nothing. */
function isPadding(whole: Buffer, place: number): boolean {
  for (let at = 0; at + 512 <= whole.length;) {
    const size = Number.parseInt(whole.toString('latin1', at + 124, at + 135), 8) || 0;
    const end = at + 512 + Math.ceil(size / 512) * 512;
    if (place < end) return place < at + 512 || place >= at + 512 + size;
    at = end;
  }
  return true;
}
