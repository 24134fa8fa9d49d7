import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyDelta } from './delta.ts';
import { ObjectReader } from './objects.ts';
import { findRepository } from './repository.ts';

const root = join(mkdtempSync(join(tmpdir(), 'selvedge-objects-')), 'repository');
afterAll(() => rmSync(join(root, '..'), { recursive: true, force: true, maxRetries: 5 }));
const git = (...args: string[]): Buffer =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const noise = Buffer.from(Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 21));
let oids: string[] = [];
beforeAll(() => {
  mkdirSync(root);
  git('init', '-q');
  // Of many different bytes: the codes that its compressed form begins with are longer than those of a plain text.
  writeFileSync(join(root, 'source'), readFileSync(import.meta.filename));
  writeFileSync(join(root, 'noise'), noise);
  const lines = Array.from({ length: 2000 }, (_, i) => `line ${i * 7919}\n`);
  for (let version = 0; version < 12; version++) {
    lines[version * 100] = `changed in ${version}\n`;
    writeFileSync(join(root, 'long.txt'), lines.join(''));
    writeFileSync(join(root, `small-${version}`), `${version}`);
    writeFileSync(join(root, 'empty'), '');
    git('add', '.');
    git('commit', '-qm', `version ${version}`);
  }
  git('tag', '-am', 'annotated', 'v1');
  const listed = git('rev-list', '--all', '--objects').toString().split('\n');
  oids = listed.map((line) => line.slice(0, 40)).filter(Boolean);
});

function compareAll(): void {
  const objects = new ObjectReader(findRepository(root)!);
  for (const oid of oids) {
    const object = objects.read(oid, 1_000_000);
    if (object === 'unread' || 'tooLarge' in object) throw new Error(`${oid} was not read`);
    expect(object.bytes.equals(git('cat-file', object.type, oid)), oid).toBe(true);
  }
  objects.close();
}

function packs(end: string): string[] {
  const folder = join(root, '.git/objects/pack');
  const names = readdirSync(folder).filter((name) => name.endsWith(end));
  return names.map((name) => join(folder, name));
}

test('Every object is read as git reads it, loose and then packed with deltas', () => {
  expect(oids.length).toBeGreaterThan(45);
  compareAll();
  git('repack', '-adfq', '--depth=40', '--window=40');
  git('prune-packed');
  expect(git('verify-pack', '-v', ...packs('.idx')).toString()).toMatch(/chain length = [3-9]/);
  compareAll();
});

test('An object that is too large, missing or no id is not read', () => {
  const objects = new ObjectReader(findRepository(root)!);
  const large = git('rev-parse', 'HEAD:long.txt').toString().trim();
  expect(objects.read(large, 1000)).toEqual({ tooLarge: git('cat-file', 'blob', large).length });
  writeFileSync(join(root, 'loose'), 'x'.repeat(5000));
  git('add', 'loose');
  expect(objects.read(git('rev-parse', ':loose').toString().trim(), 1000)).toEqual({ tooLarge: 5000 });
  expect(objects.read(git('hash-object', '-w', 'noise').toString().trim(), 1000)).toEqual({ tooLarge: noise.length });
  expect(objects.read(git('hash-object', 'source').toString().trim(), 1000)).toMatchObject({
    tooLarge: expect.any(Number),
  });
  expect(objects.read('f'.repeat(40), 1000)).toBe('unread');
  expect(objects.read('../../config', 1000)).toBe('unread');
  objects.close();
});

test('A scrambled pack or index gives objects or none, and never runs off its end', () => {
  for (const end of ['.idx', '.pack']) {
    const file = packs(end)[0]!;
    const whole = readFileSync(file);
    chmodSync(file, 0o644);
    let seed = 5;
    for (let i = 0; i < 200; i++) {
      const bytes = Buffer.from(i % 5 === 0 ? whole.subarray(0, (i * 131) % whole.length) : whole);
      for (let k = 0; k < 8 && bytes.length > 0; k++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        bytes[seed % bytes.length] = seed >> 8;
      }
      writeFileSync(file, bytes);
      const objects = new ObjectReader(findRepository(root)!);
      for (const oid of oids.slice(0, 12)) objects.read(oid, 1_000_000);
      objects.close();
    }
    writeFileSync(file, whole);
  }
  compareAll();
});

test('A delta that does not fit its base is refused', () => {
  const base = Buffer.from('0123456789');
  expect(applyDelta(base, Buffer.from([10, 4, 0x91, 2, 3, 1, 0x78]), 100)).toEqual(Buffer.from('234x'));
  const broken = [
    [9, 1, 1, 0x78],
    [10, 4, 0x91, 8, 3, 1, 0x78],
    [10, 1, 0],
    [10, 5, 1, 0x78],
    [10, 1, 9, 0x78],
    [10, 1, 0x91],
    [],
  ];
  for (const delta of broken) expect(() => applyDelta(base, Buffer.from(delta), 100)).toThrow(RangeError);
  expect(applyDelta(base, Buffer.from([10, 0xff, 0xff, 0x7f]), 100)).toEqual({ tooLarge: 0x1fffff });
});
