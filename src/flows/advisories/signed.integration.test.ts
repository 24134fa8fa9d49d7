import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAdvisories, readManifest } from '#ground/advisories';
import { osvRecord } from '../../observe/feeds/testing.ts';
import { exportAdvisories, importAdvisories, syncFromMirror, verifyAdvisories } from '../advisories.ts';
import { anew, at, dump, here, home, left, noon, there, world } from './testing.ts';

const bundle = (): string => join(home, 'all.bundle');

function matches(folder: string, purl: string): string[] {
  const index = openAdvisories(folder);
  try {
    return index.match(purl).map(({ id }) => id);
  } finally {
    index.close();
  }
}

async function exported(instant = noon) {
  await importAdvisories({ paths: [dump('npm.zip', left)], now: noon });
  return exportAdvisories({ path: bundle(), now: instant });
}

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
