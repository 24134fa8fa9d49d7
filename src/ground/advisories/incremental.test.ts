import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openAdvisories, readManifest, removeSource, replaceIndex, updateSource } from './index.ts';
import { before, folderFor, type Osv, osv, put, removeFolders, withIndex } from './testing.ts';

afterEach(removeFolders);

const many = (count: number, fixed = '1.0.0'): Osv[] =>
  Array.from({ length: count }, (_, number) =>
    osv(`GHSA-${number}`, 'npm', `p${number}`, before(fixed), { aliases: [`CVE-2026-${number}`] }),
  );

const ids = (folder: string, purl: string): string[] =>
  withIndex(folder, (index) => index.match(purl).map(({ id }) => id));

const segments = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.seg'));

function* broken() {
  yield { name: 'GHSA-1', content: osv('GHSA-1', 'npm', 'p1', []) };
  throw new Error('the feed broke off');
}

describe('updates of the index [4:advisories-incremental]', () => {
  test('the same again writes no segment, and only says that it was checked', async () => {
    const folder = folderFor();
    expect(await put(folder, 'a', many(50))).toMatchObject({
      changed: 50,
      removed: 0,
      records: 50,
      wrote: 'everything',
    });
    const files = segments(folder);
    expect(await put(folder, 'a', many(50).reverse())).toMatchObject({
      changed: 0,
      removed: 0,
      records: 50,
      wrote: 'nothing',
    });
    expect(segments(folder)).toEqual(files);
    expect(readManifest(folder)?.revision).toBe(2);
  });

  test('what changed, came and went is written beside the rest, and all of it counts', async () => {
    const folder = folderFor();
    await put(folder, 'a', many(50));
    const [base] = segments(folder);
    const changed = [
      ...many(48),
      osv('GHSA-3', 'npm', 'p3', before('2.0.0')),
      osv('GHSA-99', 'npm', 'p4', before('2.0.0')),
    ].filter(({ id }, index) => id !== 'GHSA-3' || index > 40);
    const report = await put(folder, 'a', changed);
    expect(report).toMatchObject({ changed: 2, removed: 2, records: 49, wrote: 'changes' });
    expect(readManifest(folder)?.sources[0]?.segments.map(({ file }) => file)).toContain(base);
    expect(report.bytes).toBeLessThan(statSync(join(folder, base as string)).size);
    expect(ids(folder, 'pkg:npm/p3@1.5.0')).toEqual(['GHSA-3']);
    expect(ids(folder, 'pkg:npm/p4@0.5.0')).toEqual(['GHSA-4', 'GHSA-99']);
    expect(ids(folder, 'pkg:npm/p48@0.5.0')).toEqual([]);
    withIndex(folder, (index) => {
      expect(index.find('GHSA-48')).toBeUndefined();
      expect(index.find('CVE-2026-3')).toBeUndefined();
    });
  });

  test('changes alone may be handed over, with what is gone', async () => {
    const folder = folderFor();
    await put(folder, 'a', many(10));
    const report = await put(folder, 'a', [osv('GHSA-1', 'npm', 'p1', before('3.0.0'))], {
      complete: false,
      removed: ['GHSA-2', 'GHSA-77'],
    });
    expect(report).toMatchObject({ changed: 1, removed: 1, records: 9 });
    expect(ids(folder, 'pkg:npm/p1@2.0.0')).toEqual(['GHSA-1']);
    expect(ids(folder, 'pkg:npm/p2@0.1.0')).toEqual([]);
    expect(ids(folder, 'pkg:npm/p3@0.1.0')).toEqual(['GHSA-3']);
  });

  test('many changes are put together with the rest, and say the same as if they had come at once', async () => {
    const folder = folderFor();
    const fresh = folderFor();
    await put(folder, 'a', many(30));
    let last: readonly Osv[] = [];
    for (let round = 1; round <= 12; round++) {
      last = many(30).map((record, number) =>
        number <= round ? osv(`GHSA-${number}`, 'npm', `p${number % 5}`, before(`${round}.0.0`)) : record,
      );
      await put(folder, 'a', last);
    }
    await put(fresh, 'a', last);
    expect(readManifest(folder)?.sources[0]?.segments.length).toBeLessThan(9);
    for (let number = 0; number < 30; number++) {
      for (const version of ['0.5.0', '1.0.0', '7.5.0', '11.9.9', '12.0.0']) {
        const purl = `pkg:npm/p${number}@${version}`;
        expect(ids(folder, purl).sort()).toEqual(ids(fresh, purl).sort());
      }
    }
  });

  test('records that cannot be read are counted and named, and what was known of them stays', async () => {
    const folder = folderFor();
    await put(folder, 'a', many(5));
    const records = [
      ...many(3).map((content, number) => ({ name: `GHSA-${number}`, content })),
      { name: 'GHSA-3', content: '{"id": "GHSA-3", "affec' },
      { name: 'x', content: '{"__proto__": {"id": "GHSA-9"}}' },
      {
        name: 'y',
        content: {
          id: 'GHSA-8',
          modified: 'soon',
          affected: [{ package: 5 }, null, { package: { ecosystem: 'npm', name: 'q' }, ranges: [{ type: 'ODD' }] }],
        },
      },
    ];
    const report = await updateSource(folder, {
      source: { id: 'a', limitHours: 1 },
      checkedAt: 1,
      content: { kind: 'records', complete: true, records },
    });
    expect(report).toMatchObject({ changed: 1, removed: 1, records: 5 });
    expect(report.problems.count).toBe(6);
    expect(report.problems.named[0]).toBe('GHSA-3: the record is no JSON in UTF-8');
    expect(report.problems.named.slice(2)).toEqual([
      'GHSA-8: affected[0].package names no package',
      'GHSA-8: affected[1] is no object',
      'GHSA-8: affected[2].ranges[0] is of no type that is known',
      'GHSA-8: modified is no time',
    ]);
    expect(ids(folder, 'pkg:npm/p3@0.5.0')).toEqual(['GHSA-3']);
    expect(ids(folder, 'pkg:npm/p4@0.5.0')).toEqual([]);
    withIndex(folder, (index) =>
      expect(index.match('pkg:npm/q@1.0.0')).toMatchObject([{ verdict: 'unknown', reason: 'odd-range' }]),
    );
  });

  test('of two records with one id the one that was changed later counts', async () => {
    const folder = folderFor();
    const early = { modified: '2026-01-01T00:00:00Z' };
    await put(folder, 'a', [
      osv('GHSA-1', 'npm', 'a', before('2.0.0')),
      osv('GHSA-1', 'npm', 'a', before('9.0.0'), early),
      osv('GHSA-2', 'npm', 'b', before('9.0.0'), early),
      osv('GHSA-2', 'npm', 'b', before('2.0.0')),
    ]);
    expect(ids(folder, 'pkg:npm/a@3.0.0')).toEqual([]);
    expect(ids(folder, 'pkg:npm/b@3.0.0')).toEqual([]);
    expect(
      await put(folder, 'a', [
        osv('GHSA-1', 'npm', 'a', before('9.0.0'), early),
        osv('GHSA-1', 'npm', 'a', before('2.0.0')),
        osv('GHSA-2', 'npm', 'b', before('2.0.0')),
      ]),
    ).toMatchObject({ changed: 0 });
    expect(ids(folder, 'pkg:npm/b@1.0.0')).toEqual(['GHSA-2']);
  });

  test('whoever has the index open goes on reading the old one, also when its files are gone', async () => {
    const folder = folderFor();
    await put(folder, 'a', many(5));
    const old = openAdvisories(folder);
    await removeSource(folder, 'a');
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const file of segments(folder)) utimesSync(join(folder, file), hourAgo, hourAgo);
    await put(folder, 'b', many(1));
    expect(segments(folder)).toHaveLength(1);
    expect(old.match('pkg:npm/p4@0.1.0')).toMatchObject([{ id: 'GHSA-4' }]);
    expect(old.detail(old.match('pkg:npm/p4@0.1.0')[0]?.advisory as number).aliases).toEqual(['CVE-2026-4']);
    old.close();
    expect(ids(folder, 'pkg:npm/p4@0.1.0')).toEqual([]);
  });

  test('an update that ends before its end leaves the old index as it was', async () => {
    const folder = folderFor();
    await put(folder, 'a', many(5));
    const before = readFileSync(join(folder, 'manifest.json'));
    const content = { kind: 'records' as const, complete: true, records: broken() };
    await expect(updateSource(folder, { source: { id: 'a', limitHours: 1 }, checkedAt: 1, content })).rejects.toThrow(
      'broke off',
    );
    await expect(put(folder, 'a', [])).rejects.toMatchObject({ code: 'no-records' });
    expect(readFileSync(join(folder, 'manifest.json'))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', ...segments(folder)].sort());
    // What a killed process leaves behind: half a file, and its lock.
    writeFileSync(join(folder, 'manifest.json.999999.tmp'), '{"mani');
    writeFileSync(join(folder, 'update.lock'), '999999999');
    expect(ids(folder, 'pkg:npm/p1@0.5.0')).toEqual(['GHSA-1']);
    expect(await put(folder, 'a', many(6))).toMatchObject({ changed: 1 });
  });

  test('updates of one process wait for each other, and another process is told that it is busy', async () => {
    const folder = folderFor();
    await Promise.all([put(folder, 'a', many(3)), put(folder, 'b', many(3)), put(folder, 'c', many(3))]);
    expect(readManifest(folder)?.sources.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    writeFileSync(join(folder, 'update.lock'), String(process.ppid));
    await expect(put(folder, 'd', many(1))).rejects.toMatchObject({ code: 'busy' });
  });

  test('a source can be removed, and a whole index be put in place of another, if every digest holds', async () => {
    const [folder, other] = [folderFor(), folderFor()];
    await put(folder, 'a', many(3));
    await put(folder, 'b', many(2));
    expect(await removeSource(folder, 'b')).toBe(true);
    expect(await removeSource(folder, 'b')).toBe(false);
    const manifest = readManifest(folder);
    if (manifest === undefined) throw new Error('no manifest');
    const files = new Map(segments(folder).map((file) => [file, readFileSync(join(folder, file))]));
    await replaceIndex(other, manifest, files);
    expect(ids(other, 'pkg:npm/p2@0.5.0')).toEqual(['GHSA-2']);
    const file = manifest.sources[0]?.segments[0]?.file as string;
    const broken = Buffer.from(files.get(file) as Buffer);
    broken[200] = (broken[200] as number) ^ 1;
    await expect(replaceIndex(other, manifest, new Map([[file, broken]]))).rejects.toMatchObject({
      code: 'corrupt',
      file,
    });
    expect(ids(other, 'pkg:npm/p2@0.5.0')).toEqual(['GHSA-2']);
  });

  test('a manifest that was changed, or is none, is refused by name', async () => {
    const folder = folderFor();
    await put(folder, 'a', many(1));
    const path = join(folder, 'manifest.json');
    const text = readFileSync(path, 'utf8');
    for (const [broken, code] of [
      [text.replace('"limitHours":48', '"limitHours":4800'), 'corrupt'],
      [text.slice(0, -5), 'corrupt'],
      ['{"name": "else"}', 'foreign'],
    ] as const) {
      writeFileSync(path, broken);
      expect(() => openAdvisories(folder)).toThrow(expect.objectContaining({ code, file: 'manifest.json' }));
    }
  });
});
