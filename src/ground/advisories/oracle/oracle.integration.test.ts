import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Advisories, openAdvisories, updateSource } from '../index.ts';
import { dumpsIn, folderFor, recordsOfDump, removeFolders } from '../testing.ts';
import { agreementOn } from './agreement.ts';
import type { RawRecord } from './literal.ts';

const folder = process.env['SELVEDGE_ADVISORIES'];
const name = 'all advisories of a folder of OSV dumps';

/** bench/dependencies.ts asks about 200,000 pairs. */
const pairs = 5000;

describe.skipIf(folder === undefined)(
  folder === undefined ? `${name} (skipped: SELVEDGE_ADVISORIES names no folder)` : `${name} [4:advisory-oracle]`,
  () => {
    const dumps = new Map<string, readonly RawRecord[]>();
    let index: Advisories;

    beforeAll(async () => {
      const home = folderFor();
      for (const { name, path } of dumpsIn(folder as string)) {
        const records = [...recordsOfDump(path)];
        const source = { id: name.toLowerCase(), limitHours: 48 };
        await updateSource(home, { source, checkedAt: 0, content: { kind: 'records', complete: true, records } });
        dumps.set(
          source.id,
          records.map(({ content }) => JSON.parse(Buffer.from(content as Uint8Array).toString()) as RawRecord),
        );
      }
      index = openAdvisories(home);
    });

    afterAll(() => {
      index?.close();
      removeFolders();
    });

    test('the index says what the algorithm says, of versions that are listed, on boundaries and beside them', () => {
      const { affected, unknown, differences } = agreementOn(index, dumps, pairs, 4);
      expect(differences).toEqual([]);
      expect(affected).toBeGreaterThan(pairs);
      expect(unknown).toBeGreaterThan(0);
    }, 120_000);
  },
);
