import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SqliteError, SqliteFile } from './index.ts';
import type { SqliteValue } from './sqlite-record.ts';

function database(fill: (database: DatabaseSync) => void): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-sqlite-'));
  const path = join(folder, 'a.sqlite');
  try {
    const open = new DatabaseSync(path);
    open.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF');
    fill(open);
    open.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function valuesOf(bytes: Uint8Array, table: string): (readonly SqliteValue[])[] {
  const file = new SqliteFile(bytes);
  const root = file.rootOf(table);
  return root === undefined ? [] : [...file.rows(root)].map(({ values }) => values);
}

describe('[4:os-packages] SQLite', () => {
  test('reads what SQLite itself wrote, of every type', () => {
    const bytes = database((open) => {
      open.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)');
      const insert = open.prepare('INSERT INTO t VALUES (?, ?, ?)');
      insert.run(-5, null, 0);
      insert.run(1, 1, -128);
      insert.run(2, 32_767, -8_388_608);
      insert.run(3, 2_147_483_647, 140_737_488_355_327);
      insert.run(4, 9_223_372_036_854_775_807n, -1.5);
      insert.run(5, 'Łódź', Buffer.from([0, 255]));
    });
    const file = new SqliteFile(bytes);

    const rows = [...file.rows(file.rootOf('T') ?? 0)].map(({ rowid, values }) => ({
      rowid,
      values: values.map((value) => (value instanceof Uint8Array ? [...value] : value)),
    }));

    expect(rows).toEqual([
      { rowid: -5n, values: [null, null, 0] },
      { rowid: 1n, values: [null, 1, -128] },
      { rowid: 2n, values: [null, 32_767, -8_388_608] },
      { rowid: 3n, values: [null, 2_147_483_647, 140_737_488_355_327] },
      { rowid: 4n, values: [null, 9_223_372_036_854_775_807n, -1.5] },
      { rowid: 5n, values: [null, 'Łódź', [0, 255]] },
    ]);
  });

  test.each([512, 1024, 4096, 65_536])('reads overflowing rows on many pages of %i bytes', (size) => {
    const lengths = Array.from({ length: 300 }, (_, i) => (i * 37) % (size * 3));
    const bytes = database((open) => {
      open.exec(`PRAGMA page_size = ${size}; PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a TEXT, b BLOB)`);
      const insert = open.prepare('INSERT INTO t VALUES (?, ?)');
      for (const length of lengths) insert.run('ž'.repeat(length), Buffer.alloc(length, length));
    });

    const read = valuesOf(bytes, 't').map(([text, blob]) => {
      const length = String(text).length;
      const isRight =
        text === 'ž'.repeat(length) && blob instanceof Uint8Array && Buffer.alloc(length, length).equals(blob);
      return isRight ? length : 'wrong';
    });

    expect(read).toEqual(lengths);
  });

  test('gives nothing of a table that is not there', () => {
    expect(
      valuesOf(
        database((open) => open.exec('CREATE TABLE t (a)')),
        'u',
      ),
    ).toEqual([]);
  });

  test('ends at a page that leads back to itself', () => {
    const bytes = database((open) => {
      open.exec('PRAGMA page_size = 512; CREATE TABLE t (a)');
      for (let i = 0; i < 200; i += 1) open.exec(`INSERT INTO t VALUES ('${'x'.repeat(100)}')`);
    });
    const root = new SqliteFile(bytes).rootOf('t') ?? 0;
    const looping = Buffer.from(bytes);
    // The right-most child of an interior page: its root.
    looping.writeUInt32BE(root, (root - 1) * 512 + 8);

    expect(() => valuesOf(looping, 't')).toThrow('used twice');
  });

  test('throws a SqliteError and nothing else, and ends, whatever is damaged', () => {
    const bytes = database((open) => {
      open.exec('PRAGMA page_size = 512; CREATE TABLE t (a, b)');
      const insert = open.prepare('INSERT INTO t VALUES (?, ?)');
      for (let i = 0; i < 60; i += 1) insert.run(i, Buffer.alloc(i * 50, i));
    });
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    const head = fc.tuple(fc.nat({ max: 110 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(change, head), { maxLength: 20 }),
        fc.nat({ max: bytes.length }),
        (changes, cut) => {
          const damaged = Buffer.from(bytes);
          for (const [at, byte] of changes) damaged[at] = byte;
          for (const given of [damaged, damaged.subarray(0, cut)])
            try {
              valuesOf(given, 't');
            } catch (error) {
              if (!(error instanceof SqliteError)) throw error;
            }
        },
      ),
      { numRuns: 400 },
    );
  });
});
