import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesAccess } from './access.ts';
import { containerKind, membersOf, type ArchiveLimits, type Found } from './index.ts';
import { gzip, tar, zip } from './testing.ts';
import { zipMembers } from './zip.ts';

const generous: ArchiveLimits = {
  memberBytes: 1 << 20,
  totalBytes: 1 << 28,
  depth: 5,
  members: 20_000,
  deadline: Infinity,
};

function read(bytes: Uint8Array, name = 'a', limits: Partial<ArchiveLimits> = {}): string[] {
  return found(bytes, name, limits).map((one) =>
    'bytes' in one ? `${one.path}=${Buffer.from(one.bytes).toString()}` : `${one.path}: ${one.reason}, ${one.detail}`,
  );
}

function found(bytes: Uint8Array, name = 'a', limits: Partial<ArchiveLimits> = {}): Found[] {
  // Bytes are valid until the next is asked for.
  return [...membersOf(bytesAccess(bytes), name, { ...generous, ...limits })].map((one) =>
    'bytes' in one ? { ...one, bytes: one.bytes.slice() } : one,
  );
}

const files = { 'a.txt': 'alpha', 'b/c.env': 'KEY=1', empty: '' };

describe('archives [3:secrets-archives]', () => {
  test.each([
    ['zip', zip(files)],
    ['zip, stored', zip(files, { method: 0 })],
    ['zip64', zip(files, { wide: true })],
    [
      'zip with a comment that looks like an end',
      zip(files, { comment: Buffer.from('PK\u0005\u0006'.padEnd(40, '\0')) }),
    ],
    ['tar', tar(files)],
    ['tar.gz', gzip(tar(files))],
    ['gzip in two members', Buffer.concat([gzip(tar(files).subarray(0, 700)), gzip(tar(files).subarray(700))])],
  ])('%s gives its files', (_, archive) => {
    expect(read(archive)).toEqual(Object.entries(files).map(([name, text]) => `${name}=${text}`));
  });

  test('a compressed file gives what was compressed, under its name without the ending', () => {
    expect(read(gzip(Buffer.from('select 1')), 'dump.sql.gz')).toEqual(['dump.sql=select 1']);
    expect(read(gzip(Buffer.from('x')), 'nameless')).toEqual(['nameless=x']);
  });

  test.each([40_000, 90_000, 300_000])('a file of %i digits, which comes in several pieces, comes whole', (length) => {
    const text = randomBytes(length / 2).toString('hex');
    for (const archive of [zip({ 'a.txt': text }), gzip(tar({ 'a.txt': text })), gzip(Buffer.from(text))])
      expect(read(archive, 'a.txt')).toEqual([`a.txt=${text}`]);
  });

  test.runIf('zstdCompressSync' in zlib)('zstd is read where Node reads it', () => {
    expect(read(zlib.zstdCompressSync(tar(files)), 'layer.tar.zst')).toEqual(read(tar(files)));
  });

  test('long names of GNU tar and of pax, and a size of pax, are believed', () => {
    const long = `${'folder/'.repeat(40)}file.txt`;
    expect(read(tar({ [long]: 'deep' }, { names: 'gnu' }))).toEqual([`${long}=deep`]);
    expect(read(tar({ [long]: 'deep' }, { names: 'pax' }))).toEqual([`${long}=deep`]);
  });

  test('archives in archives are opened, to a stated depth', () => {
    const jar = zip({ 'app.yml': 'secret' });
    expect(read(tar({ 'lib/a.jar': jar, 'inner.tgz': gzip(tar({ x: 'y' })) }))).toEqual([
      'lib/a.jar!/app.yml=secret',
      'inner.tgz!/x=y',
    ]);
    let nested = zip({ f: 'bottom' });
    for (let depth = 0; depth < 3; depth += 1) nested = zip({ n: nested });
    expect(read(nested, 'a', { depth: 4 })).toEqual(['n!/n!/n!/f=bottom']);
    expect(read(nested, 'a', { depth: 3 })).toEqual(['n!/n!/n: too-deep, more than 3 archives in one another']);
  });

  test('a name never leads out of its archive [3:secrets-bombs]', () => {
    expect(
      read(zip({ '../../etc/passwd': 'a', '/abs': 'b', 'c:\\win\\..\\x': 'c', '..': 'd', 'new\nline': 'e' })),
    ).toEqual(['etc/passwd=a', 'abs=b', 'c:/win/x=c', '(no name)=d', 'new\nline=e']);
    expect(read(tar({ '../x': 'a' }))).toEqual(['x=a']);
  });

  test('links and devices of a tar archive are passed over', () => {
    expect(read(tar({ a: 'b' }, { type: '2' }))).toEqual([]);
  });

  test('what is encrypted, damaged, or compressed otherwise is named, and the rest is read', () => {
    expect(read(zip({ a: 'b' }, { flags: 1 }))).toEqual(['a: unreadable, it is encrypted']);
    expect(found(zip({ a: 'b' }, { method: 14 }))).toMatchObject([
      { path: 'a', reason: 'unreadable', detail: 'it is compressed by method 14', expected: false },
    ]);
    const damaged = Buffer.from(zip({ first: randomBytes(500), second: 'fine' }));
    damaged.fill(0xff, 35, 44);
    expect(read(damaged)[0]).toContain('first: parse-failed, its compressed bytes are damaged');
    expect(read(damaged)[1]).toBe('second=fine');
    const torn = tar({ a: 'b', c: 'd' });
    torn.fill(1, 1024, 1500);
    expect(read(torn)).toEqual(['a=b', ': parse-failed, a tar header is damaged']);
  });

  test('a zip archive behind a program that unpacks it is read from where it begins', () => {
    const behind = Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), zip(files)]);
    expect([...zipMembers(bytesAccess(behind))].map(({ name }) => name)).toEqual(Object.keys(files));
  });

  test('an archive that ends too early says so, whatever was read of it', () => {
    const big = { 'big.txt': randomBytes(5000).toString('hex'), 'secret.env': 'KEY=1' };
    const packed = gzip(tar(big));
    expect(read(packed.subarray(0, packed.length - 200)).at(-1)).toContain('parse-failed');
    expect(read(gzip(Buffer.from('select 1')).subarray(0, 15), 'a.sql.gz').at(-1)).toContain('parse-failed');
    expect(read(tar(big).subarray(0, 4000)).at(-1)).toContain('parse-failed, it ends inside a file');
    expect(read(zip(big).subarray(0, 4000)).at(-1)).toContain('parse-failed');
  });

  test('nothing hides behind an end that is none', () => {
    const one = tar({ a: 'first' });
    expect(read(Buffer.concat([one, tar({ b: 'second' })]))).toEqual(['a=first', 'b=second']);
    expect(read(Buffer.concat([one, Buffer.alloc(512, 'x')])).at(-1)).toContain(
      'parse-failed, a tar header is damaged',
    );
    expect(read(tar({ 'a/': 'no folder' }))).toEqual(['a=no folder']);
    expect(read(tar({ a: 'unknown' }, { type: 'Z' }))).toEqual(['a=unknown']);
    const two = zip({ a: '1', b: '2' });
    two.writeUInt16LE(1, two.length - 12);
    expect(read(two)).toEqual(['a=1', 'b=2']);
    expect(read(Buffer.concat([zip({ a: '1' }), zip({})]))).toEqual(['a=1']);
  });

  test('a zip archive without its directory is read by its local headers', () => {
    const whole = zip(files);
    expect(read(whole.subarray(0, whole.length - 30))).toEqual(read(whole));
  });
});

describe('budgets of archives [3:secrets-bombs]', () => {
  test('what decompresses to far more than it is, is given up', { timeout: 60_000 }, () => {
    const bomb = gzip(Buffer.alloc(200 << 20));
    expect(read(bomb, 'zeros.gz')).toEqual(['zeros: too-large, more than 1048576 bytes']);
    const many = zip(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`f${at}`, Buffer.alloc(1 << 20)])));
    const last = found(many).at(-1);
    expect(last).toMatchObject({ path: '', reason: 'too-large', expected: false });
    expect(found(many).length).toBeLessThan(100);
  });

  test.runIf('zstdCompressSync' in zlib)('a few bytes of zstd make no more than the budget at a time', () => {
    const block = Buffer.from([
      0x02 | (((1 << 17) << 3) & 0xff),
      (((1 << 17) << 3) >> 8) & 0xff,
      (((1 << 17) << 3) >> 16) & 0xff,
      0,
    ]);
    const bomb = Buffer.concat([Buffer.from('28b52ffd0088', 'hex'), ...Array.from({ length: 1000 }, () => block)]);
    const before = process.memoryUsage().rss;
    expect(found(bomb, 'a.zst').at(-1)).not.toHaveProperty('bytes');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });

  test('entries that share their bytes count each', () => {
    const shared = zip({ a: Buffer.alloc(1 << 20) }, { copies: 1000 });
    expect(found(shared).at(-1)).toMatchObject({ reason: 'too-large' });
  });

  test('so many files, and no more', () => {
    const many = tar(Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, 'x'])));
    expect(read(many, 'a', { members: 20 })).toHaveLength(21);
    expect(read(many, 'a', { members: 20 }).at(-1)).toContain('more than 20 files');
  });

  test('10,000 archives in one, and many in one another', { timeout: 60_000 }, () => {
    const inner = zip({ x: 'y' }, { method: 0 });
    const flat = tar(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`${at}.zip`, inner])));
    expect(found(flat)).toHaveLength(10_000);
    expect(found(flat, 'a', { members: 50 }).at(-1)).toMatchObject({ reason: 'too-large' });
    let deep: Uint8Array = Buffer.from('bottom');
    for (let depth = 0; depth < 300; depth += 1) deep = gzip(deep);
    expect(found(deep)).toEqual([expect.objectContaining({ reason: 'too-deep' })]);
  });

  test('the clock stops it', () => {
    expect(found(gzip(Buffer.alloc(1 << 20)), 'a', { deadline: 0 })).toEqual([
      expect.objectContaining({ reason: 'timed-out' }),
    ]);
  });
});

test('damaged archives of every kind end in an answer [3:secrets-bombs]', () => {
  const whole = [
    zip(files),
    tar(files),
    gzip(tar({ ...files, 'in.zip': zip(files) })),
    zip({ 'a.tgz': gzip(tar(files)) }, { wide: true }),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      fc.nat(),
      (archive, changes, cut) => {
        const bytes = Buffer.from(archive.subarray(0, archive.length - (cut % 3 === 0 ? cut % archive.length : 0)));
        for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        const all = found(bytes);
        expect(all.every(({ path }) => !path.split('/').includes('..'))).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});

test.each([
  ['text', Buffer.from('const x = 1;\n'.repeat(60)), undefined],
  ['nothing', Buffer.alloc(0), undefined],
  ['zeros', Buffer.alloc(1024), undefined],
  ['an empty zip', zip({}), 'zip'],
  ['xz', Buffer.from('fd377a585a00', 'hex'), 'other'],
])('the kind of %s', (_, bytes, kind) => {
  expect(containerKind(bytes)).toBe(kind);
});
