import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { updateSource } from '#ground/advisories';
import { advisoriesHome } from '#ground/places';
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
/** Some of what is published about what the shop is made of. */
const advisories = [
  advisory(
    'GHSA-35jh-r3h4-6jhm',
    'npm',
    'lodash',
    '4.17.21',
    'Command injection in lodash',
    'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
  ),
  advisory(
    'GHSA-hrpp-h998-j3pp',
    'npm',
    'qs',
    '6.7.3',
    'qs vulnerable to prototype pollution',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  ),
  advisory(
    'GHSA-8q59-q68h-6hv4',
    'PyPI',
    'pyyaml',
    '5.4',
    'Improper input validation in PyYAML',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  ),
];

function advisory(id: string, ecosystem: string, name: string, fixed: string, summary: string, vector: string) {
  const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }];
  const content = {
    id,
    modified: '2026-01-01T00:00:00Z',
    summary,
    severity: [{ type: 'CVSS_V3', score: vector }],
    affected: [{ package: { ecosystem, name }, ranges }],
  };
  return { name: id, content };
}

const folder = mkdtempSync(join(tmpdir(), 'selvedge-shop-'));

describe('the shop [2:shop]', () => {
  let report: ScanReport;

  beforeAll(async () => {
    process.env['SELVEDGE_CACHE_HOME'] = join(folder, 'cache');
    process.env['SELVEDGE_DATA_HOME'] = join(folder, 'data');
    await updateSource(advisoriesHome(), {
      source: { id: 'test', limitHours: 24, types: ['githubactions', 'npm', 'pypi'] },
      checkedAt: Date.now(),
      content: { kind: 'records', complete: true, records: advisories },
    });
    report = await scanAndDecide({ path: prepareTour(join(folder, 'shop')), source: { kind: 'working-tree' } });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

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

  test('its vulnerable dependencies are explained: what, through whom, how far the fix is, and why it ranks so [4:shop-dependencies]', () => {
    const found = report.findings.filter(({ rule }) => rule === 'dependencies/known-vulnerability');
    const shown = found.map(({ attributes: { package: name, version, via, target, fixDistance } }) => ({
      name,
      version,
      via,
      target,
      fixDistance,
    }));
    expect(shown).toEqual([
      { name: 'lodash', version: '4.17.20', via: undefined, target: '4.17.21', fixDistance: 'patch' },
      { name: 'qs', version: '6.7.0', via: 'express', target: '6.7.3', fixDistance: 'patch' },
      { name: 'pyyaml', version: '5.3', via: undefined, target: '5.4', fixDistance: 'minor' },
    ]);
    for (const { attributes } of found) expect(attributes['because']).toContain('CVSS');
  });

  test('the gate of a commit fails', () => {
    expect(report.exitCode).toBe(1);
  });
});
