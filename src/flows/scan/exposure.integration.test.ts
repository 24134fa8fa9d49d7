import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { updateSource } from '#ground/advisories';
import { advisoriesHome } from '#ground/places';
import { scanAndDecide } from '../scan.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-exposure-'));
const root = join(home, 'project');

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...words: string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], {
    stdio: 'pipe',
  });
}

const lockfile = JSON.stringify({
  name: 'shop',
  lockfileVersion: 3,
  packages: { '': { name: 'shop', dependencies: { lodash: '*' } }, 'node_modules/lodash': { version: '4.17.20' } },
});

const declared = (exposure: string) =>
  `version: 1\nid: prj_01920000-0000-7000-8000-000000000000\nname: shop\nexposure:\n  - ${exposure}\n`;

beforeAll(async () => {
  vi.stubEnv('SELVEDGE_DATA_HOME', join(home, 'data'));
  vi.stubEnv('SELVEDGE_CACHE_HOME', join(home, 'cache'));
  await updateSource(advisoriesHome(), {
    source: { id: 'test', limitHours: 24 },
    checkedAt: Date.now(),
    content: {
      kind: 'records',
      complete: true,
      records: [
        {
          name: 'GHSA-aaaa-bbbb-cccc',
          content: {
            id: 'GHSA-aaaa-bbbb-cccc',
            modified: '2026-01-01T00:00:00Z',
            severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
            affected: [
              {
                package: { ecosystem: 'npm', name: 'lodash' },
                ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
              },
            ],
          },
        },
      ],
    },
  });
  write('services/pay/package-lock.json', lockfile);
  write('tools/package-lock.json', lockfile);
  write('selvedge.yaml', declared('{ path: services/pay/, facing: internet, data: [payment] }'));
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'one');
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const prioritiesAt = async (circumstances: { readonly stage?: 'commit' | 'merge'; readonly target?: string }) => {
  const { findings } = await scanAndDecide({
    path: root,
    source: { kind: 'working-tree' },
    threads: 0,
    ...circumstances,
  });
  return Object.fromEntries(
    findings
      .filter(({ rule }) => rule === 'dependencies/known-vulnerability')
      .map(({ location, attributes }) => [dirname(location.path), attributes['priority']]),
  );
};

describe('exposure ranks findings [4:exposure]', () => {
  test('by the place of what lists the package, and from merge on by the target branch’s word', async () => {
    const before = await prioritiesAt({});
    expect(before['services/pay']).toBeGreaterThan(Number(before['tools']));
    write('selvedge.yaml', declared('{ path: services/pay/, facing: tool }'));
    const after = await prioritiesAt({});
    expect(after['services/pay']).toBeLessThan(Number(before['services/pay']));
    expect(after['tools']).toBe(before['tools']);
    expect(await prioritiesAt({ stage: 'merge', target: 'HEAD' })).toEqual(before);
  });
});
