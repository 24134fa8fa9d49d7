import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workspace } from './workspace.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-workspace-')));
beforeAll(() => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

test('Text that is not saved is looked at as what it would be, again and again', async () => {
  const root = join(home, 'shop');
  mkdirSync(root);
  writeFileSync(join(root, 'pay.ts'), 'export const ok = 1;\n');
  const workspace = new Workspace(root);
  expect((await workspace.scan()).findings).toEqual([]);
  const password = ['postgres://shop:', 'Kx93hfLq02mZt', '@db.internal/shop'].join('');
  const report = await workspace.check('pay.ts', `export const url = '${password}';\n`);
  expect(report.findings.map(({ rule, location }) => [rule, location.path, location.startLine])).toEqual([
    ['secrets/database-url-password', 'pay.ts', 1],
  ]);
  expect((await workspace.check('pay.ts', 'export const ok = 2;\n')).findings).toEqual([]);
});
