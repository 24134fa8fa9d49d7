import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scanAndDecide, type ScanReport } from './scan.ts';
import { prepareTour, shopFolder } from './tour.ts';

interface Weakness {
  readonly id: string;
  readonly path: string;
  readonly detectedBy: string;
}

const { weaknesses } = parse(readFileSync(join(shopFolder, 'weaknesses.yaml'), 'utf8')) as {
  weaknesses: readonly Weakness[];
};
const folder = mkdtempSync(join(tmpdir(), 'selvedge-shop-'));

describe('the shop [2:shop]', () => {
  let report: ScanReport;

  beforeAll(async () => {
    process.env['SELVEDGE_CACHE_HOME'] = join(folder, 'cache');
    process.env['SELVEDGE_DATA_HOME'] = join(folder, 'data');
    report = await scanAndDecide({ path: prepareTour(join(folder, 'shop')), source: { kind: 'working-tree' } });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every weakness that is listed as detected is found, by that rule, where the list says', () => {
    const found = new Set(report.findings.map(({ rule, location }) => `${rule} ${location.path}`));
    const detected = weaknesses.filter(({ detectedBy }) => detectedBy !== 'not yet');
    expect(detected.filter(({ detectedBy, path }) => !found.has(`${detectedBy} ${path}`))).toEqual([]);
  });

  test('every finding is a weakness that is listed', () => {
    const listed = new Set(weaknesses.map(({ detectedBy, path }) => `${detectedBy} ${path}`));
    const stray = report.findings.map(({ rule, location }) => `${rule} ${location.path}`);
    expect(stray.filter((key) => !listed.has(key))).toEqual([]);
  });

  test('each weakness has an id of its own and a file where the list says', () => {
    expect(new Set(weaknesses.map(({ id }) => id)).size).toBe(weaknesses.length);
    for (const { path } of weaknesses) expect(readFileSync(join(shopFolder, path), 'utf8').length).toBeGreaterThan(0);
  });

  test('the gate of a commit fails', () => {
    expect(report.exitCode).toBe(1);
  });
});
