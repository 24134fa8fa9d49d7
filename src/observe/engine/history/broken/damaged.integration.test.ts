import { chmodSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { commit, gaps, git, look, packed, paths, root } from './testing.ts';

function packFile(end: string): string {
  const folder = join(root, '.git/objects/pack');
  const name = readdirSync(folder).find((name) => name.endsWith(end))!;
  chmodSync(join(folder, name), 0o644);
  return join(folder, name);
}

/** A pack and its index; git itself would not write these. */
function writePack(oids: readonly Buffer[], entries: readonly Buffer[]): void {
  const header = Buffer.alloc(12);
  header.write('PACK');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(entries.length, 8);
  const offsets = entries.map((_, i) => entries.slice(0, i).reduce((sum, entry) => sum + entry.length, 12));
  const index = Buffer.alloc(8 + 1024 + oids.length * 28 + 40);
  index.writeUInt32BE(0xff744f63, 0);
  index.writeUInt32BE(2, 4);
  for (let i = 0; i < 256; i++) index.writeUInt32BE(oids.filter((oid) => oid[0]! <= i).length, 8 + 4 * i);
  oids.forEach((oid, i) => {
    oid.copy(index, 1032 + 20 * i);
    index.writeUInt32BE(crc32(entries[i]!), 1032 + oids.length * 20 + 4 * i);
    index.writeUInt32BE(offsets[i]!, 1032 + oids.length * 24 + 4 * i);
  });
  const folder = join(root, '.git/objects/pack');
  writeFileSync(join(folder, 'pack-made.pack'), Buffer.concat([header, ...entries, Buffer.alloc(20)]));
  writeFileSync(join(folder, 'pack-made.idx'), index);
}

describe('A damaged store', () => {
  test('A pack in which bytes were changed says which objects cannot be read, and gives the rest [3:secrets-history-broken]', async () => {
    packed();
    const file = packFile('.pack');
    const whole = readFileSync(file);
    let damaged = 0;
    for (let at = 40; at < whole.length - 40; at += Math.ceil(whole.length / 40)) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 0x5a;
      writeFileSync(file, bytes);
      const result = await look();
      if (paths(result).length < 2) expect(gaps(result).join('\n')).toMatch(/parse-failed|missing-data/);
      damaged += gaps(result).length;
    }
    expect(damaged).toBeGreaterThan(20);
  });

  test('A pack that ends too early is a gap [3:secrets-history-broken]', async () => {
    packed();
    const file = packFile('.pack');
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
    expect(gaps(await look()).length).toBeGreaterThan(0);
  });

  test('A pack without its index, and one whose index is none, are named [3:secrets-history-broken]', async () => {
    packed();
    const index = packFile('.idx');
    renameSync(index, `${index}.away`);
    expect(gaps(await look()).join('\n')).toMatch(/missing-data.*pack-[0-9a-f]+\.pack: it has no index/);
    writeFileSync(index, 'no index');
    expect(gaps(await look()).join('\n')).toMatch(/parse-failed.*pack-[0-9a-f]+\.pack: its index is not of version 2/);
  });

  test('A loose object that is no zlib is named, and one that lies about its size [3:secrets-history-broken]', async () => {
    commit('a.txt', 'nothing\n');
    commit('b.txt', 'LEAK\n');
    const oid = git('rev-parse', 'HEAD~1:a.txt');
    const file = join(root, '.git/objects', oid.slice(0, 2), oid.slice(2));
    chmodSync(file, 0o644);
    for (const bytes of [Buffer.from('nothing that zlib made'), deflateSync('blob 1000\0short')]) {
      writeFileSync(file, bytes);
      const result = await look();
      expect(gaps(result).join('\n')).toContain(oid);
      expect(paths(result)).toEqual(['b.txt']);
    }
  });

  test('Deltas that are each other’s base end in a gap, not in a circle [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    const oids = ['aa', 'bb'].map((two) => Buffer.from(two.repeat(20), 'hex'));
    const delta = deflateSync(Buffer.from([5, 5, 0x90, 5]));
    const entries = [oids[1]!, oids[0]!].map((base) => Buffer.concat([Buffer.from([0x74]), base, delta]));
    writePack(oids, entries);
    const result = await look();
    expect(paths(result)).toEqual(['a.txt']);
    expect(gaps(result).join('\n')).toContain('aa'.repeat(20));
  });

  test('A delta that promises more than may be read is too large [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    const base = Buffer.concat([Buffer.from([0x35]), deflateSync(Buffer.from('hello'))]);
    // 5 bytes of base to 2^40 of result.
    const delta = Buffer.concat([
      Buffer.from([0x69, base.length]),
      deflateSync(Buffer.from([5, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x90, 5])),
    ]);
    writePack([Buffer.from('11'.repeat(20), 'hex'), Buffer.from('22'.repeat(20), 'hex')], [base, delta]);
    const result = await look();
    expect(gaps(result).join('\n')).toMatch(new RegExp(`too-large.*${'22'.repeat(20)}`));
    expect(paths(result)).toEqual(['a.txt']);
  });

  test('What is larger than a file may be is named by its path or id [3:secrets-history-broken]', async () => {
    commit('small.txt', 'LEAK\n');
    commit('large.txt', `LEAK ${'x'.repeat(5000)}`);
    const result = await look({ fileBytes: 1000 });
    expect(paths(result)).toEqual(['small.txt']);
    expect(gaps(result).join('\n')).toMatch(/too-large.*the limit is 1000 bytes/);
  });
});
