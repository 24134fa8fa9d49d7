import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fixCode } from './fix-code.ts';
import { scanAndDecide } from './scan.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-fix-code-')));
const root = join(home, 'examples');
const endings: Readonly<Record<string, string>> = { javascript: 'js', typescript: 'ts', python: 'py' };
beforeAll(() => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  mkdirSync(root);
  for (const file of globSync('src/observe/code/rules/*.yaml')) {
    const { examples } = parse(readFileSync(file, 'utf8')) as { examples: Record<string, { bad: string[] }> };
    for (const [language, ending] of Object.entries(endings))
      for (const [at, text] of (examples[language]?.bad ?? []).entries())
        writeFileSync(join(root, `${basename(file, '.yaml')}-${at}.${ending}`), text);
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

test(
  'Every repair of an example holds: the finding is gone, nothing new came, and it still parses [5:code-fix]',
  { timeout: 120_000 },
  async () => {
    const gapsBefore = await gaps();
    const { files, dropped } = await fixCode({ path: root, dryRun: false });
    expect(dropped.map(({ finding, because }) => `${finding.rule} ${finding.location.path}: ${because}`)).toEqual([]);
    const closed = files.flatMap(({ closes }) => closes.map(({ rule }) => rule));
    expect(new Set(closed).size).toBeGreaterThanOrEqual(8);
    const after = await scanAndDecide({ path: root, source: { kind: 'working-tree' } });
    for (const { path, closes } of files)
      for (const { rule, location } of closes)
        expect(
          after.findings.some(
            (one) =>
              one.rule === rule &&
              one.location.path === path &&
              one.location.startLine === location.startLine &&
              one.repair !== undefined,
          ),
          `${rule} ${path}`,
        ).toBe(false);
    expect(await gaps()).toEqual(gapsBefore);
  },
);

/** Files that were not understood. */
async function gaps(): Promise<string[]> {
  const { scope } = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, cache: false });
  return scope.notLookedAt
    .filter(({ by, path }) => by === 'code' && path !== undefined)
    .map(({ path, reason }) => `${path} ${reason}`);
}
