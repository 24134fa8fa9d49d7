import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { readSbom, readVex } from '#ground/sbom';
import { zip } from '../ground/archives/testing.ts';
import { dumpFiles, osvRecord } from '../observe/feeds/testing.ts';
import { acceptFinding } from './accept.ts';
import { importAdvisories } from './advisories.ts';
import { sbom } from './sbom.ts';
import { scanAndDecide } from './scan.ts';
import { exportVex, VexRequestError } from './vex.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-sbom-')));
process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(home, 'shop-'));
  write('package.json', JSON.stringify({ name: 'shop', version: '1.0.0', dependencies: { web: '^1.0.0' } }));
  write(
    'package-lock.json',
    JSON.stringify({
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', version: '1.0.0', dependencies: { web: '^1.0.0' } },
        'node_modules/web': { version: '1.2.0', license: 'MIT', dependencies: { left: '1.0.0' } },
        'node_modules/left': { version: '1.0.0' },
      },
    }),
  );
  write('services/api/requirements.txt', 'django==4.0\n');
});

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('[4:cyclonedx] a folder’s SBOM says what it is made of, and a second one does not read the first', async () => {
  const output = join(root, 'bom.json');
  const first = await sbom({ path: root, format: 'cyclonedx-json', output });
  expect(readFileSync(output, 'utf8')).toBe(first.text);
  expect(first.notLookedAt).toEqual([]);
  const read = readSbom(Buffer.from(first.text), Infinity)!;
  expect(read.content.root).toEqual({ name: 'shop', version: '1.0.0' });
  expect(read.content.packages.map(({ purl, direct }) => [purl, direct])).toEqual([
    ['pkg:npm/left@1.0.0', undefined],
    ['pkg:npm/web@1.2.0', true],
    ['pkg:pypi/django@4.0', true],
  ]);
  const second = await sbom({ path: root, format: 'cyclonedx-json' });
  expect(second.text).toBe(first.text);
});

test('[4:spdx] a part of a folder has an SBOM of its own, and what could not be read stands in it', async () => {
  write('services/api/package-lock.json', '{"lockfileVersion": 3, "packages": {');
  const { text, notLookedAt } = await sbom({ path: join(root, 'services/api'), format: 'spdx-json' });
  expect(notLookedAt.map(({ path }) => path)).toEqual(['package-lock.json']);
  expect(text).toContain('Not looked at: package-lock.json');
  expect(readSbom(Buffer.from(text), Infinity)!.content.packages.map(({ purl }) => purl)).toEqual([
    'pkg:pypi/django@4.0',
  ]);
});

test('[4:vex] an SBOM that lies in a folder is scanned, a VEX document lowers what it denies and hides nothing, and exceptions are written as VEX', async () => {
  const dump = join(home, 'npm.zip');
  writeFileSync(dump, zip(dumpFiles([osvRecord('GHSA-aaaa-aaaa-aaaa', 'left', '1.0.1', serious)])));
  await importAdvisories({ paths: [dump], now: () => Date.now() });
  const { text } = await sbom({ path: root, format: 'cyclonedx-xml' });
  const alone = mkdtempSync(join(home, 'alone-'));
  root = alone;
  write('bom.xml', text);
  const scanned = async () => {
    const { findings } = await scanAndDecide({ path: alone, source: { kind: 'working-tree' }, cache: false });
    return findings.filter(({ rule }) => rule === 'dependencies/known-vulnerability');
  };
  const [found, ...more] = await scanned();
  expect(more).toEqual([]);
  expect(found).toMatchObject({ locus: { purl: 'pkg:npm/left', manifest: 'bom.xml' } });
  expect(() => exportVex({ path: alone, format: 'openvex', author: 'Acme' })).toThrow(VexRequestError);

  write(
    'shop.openvex.json',
    JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': 'https://example.org/vex/1',
      author: 'Acme',
      timestamp: '2026-01-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: 'GHSA-aaaa-aaaa-aaaa' },
          products: [{ '@id': 'pkg:npm/left' }],
          status: 'not_affected',
          justification: 'vulnerable_code_not_present',
        },
      ],
    }),
  );
  const [denied] = await scanned();
  expect(denied?.attributes).toMatchObject({
    vex: 'not_affected',
    vexSays: 'shop.openvex.json says not affected (vulnerable code not present)',
  });
  expect(Number(denied?.attributes['priority'])).toBeLessThan(Number(found?.attributes['priority']));
  expect(denied).toMatchObject({ id: found?.id, effect: found?.effect, severity: found?.severity });

  await acceptFinding({
    path: alone,
    finding: found!.id,
    until: tomorrow(),
    because: 'vulnerable_code_not_in_execute_path: left is only used in tests',
  });
  await scanned();
  const vex = readVex(Buffer.from(exportVex({ path: alone, format: 'csaf', author: 'Acme' }).text), Infinity);
  expect(vex?.statements).toMatchObject([
    {
      vulnerability: 'GHSA-aaaa-aaaa-aaaa',
      products: [{ purl: 'pkg:npm/left@1.0.0' }],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      impact: 'left is only used in tests',
    },
  ]);
});

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

const serious = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] };
