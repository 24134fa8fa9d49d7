import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateSource } from '#ground/advisories';
import { runProgram } from './program.ts';
import { recordingTerminal } from './testing.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-cli-fix-')));
const saved = { ...process.env };
beforeAll(() => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
});
afterAll(() => {
  process.env = saved;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const root = join(home, 'shop');

async function selvedge(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const { terminal, out, err } = recordingTerminal();
  const code = await runProgram(words, terminal);
  return { code, out: out.join(''), err: err.join('') };
}

test('Without advisories a fix says what to run first, and an update goes on without them', async () => {
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'nothing');
  const { code, err } = await selvedge('fix', home, '--dry-run', '--offline');
  expect([code, err]).toEqual([
    2,
    '▲ There are no advisories here to fix anything by\n  Try       run selvedge advisories sync first\n',
  ]);
});

test('What has no lockfile, what has no fix offline, and what may not be asked for together', async () => {
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  const at = Date.now();
  const record = {
    schema_version: '1.6.0',
    id: 'GHSA-aaaa-bbbb-cccc',
    modified: '2026-01-01T00:00:00Z',
    summary: 'Does \u001b[31mharm',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'text' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
  };
  await updateSource(join(home, 'data/advisories'), {
    source: { id: 'test', limitHours: 24 },
    checkedAt: at,
    content: { kind: 'records', complete: true, records: [{ name: 'a', content: record }] },
  });
  mkdirSync(root);
  const empty = await selvedge('fix', root, '--in-place');
  expect([empty.code, empty.out]).toEqual([0, 'There is no lockfile here that can be fixed.\n']);
  writeFileSync(join(root, 'package.json'), '{ "dependencies": { "text": "^1.0.0" } }');
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({
      lockfileVersion: 3,
      packages: { '': { dependencies: { text: '^1.0.0' } }, 'node_modules/text': { version: '1.0.0' } },
    }),
  );
  const offline = await selvedge('fix', root, '--in-place', '--offline');
  expect(offline.code).toBe(2);
  expect(offline.err).toContain('nothing is kept of what registry.npmjs.org says of this');
  expect(offline.err).toContain('run the same command once without --offline');
  const both = await selvedge('fix', root, '--in-place', '--branch', 'mine');
  expect([both.code, both.err]).toEqual([
    2,
    expect.stringContaining("ption '--in-place' cannot be used with option '--branch <NAME>'"),
  ]);
  expect((await selvedge('update', root, '--cooldown', 'soon')).code).toBe(2);
});

test('Help says that registries are asked, and what is left as it is', async () => {
  const { code, out } = await selvedge('fix', '--help');
  expect(code).toBe(0);
  expect(out.replace(/\s+/g, ' ')).toContain(
    'Asks the package registries that your package managers ask. What you have checked out stays as it is.',
  );
  expect(out.split('\n').every((line) => line.length <= 80)).toBe(true);
});
