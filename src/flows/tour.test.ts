import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { prepareTour } from './tour.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-tour-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the tour fills every placeholder of the shop and leaves expressions of workflows alone', () => {
  const shop = prepareTour(join(folder, 'a'));
  expect(readFileSync(join(shop, 'src/pay.ts'), 'utf8')).toMatch(/'sk_live_[A-Za-z0-9]{24}'/);
  expect(readFileSync(join(shop, 'deploy/k8s/shop.yaml'), 'utf8')).toMatch(/"ghp_[A-Za-z0-9]{36}"/);
  expect(readFileSync(join(shop, '.github/workflows/release.yml'), 'utf8')).toContain('${{ secrets.NPM_TOKEN }}');
  expect(readFileSync(join(shop, 'src/database.ts'), 'utf8')).not.toContain('{{');
});

test('a second start meets the same secrets, also after a file of the copy was changed', () => {
  const target = join(folder, 'b');
  const first = readFileSync(join(prepareTour(target), 'src/pay.ts'), 'utf8');
  writeFileSync(join(target, 'src/pay.ts'), 'changed');
  expect(readFileSync(join(prepareTour(target), 'src/pay.ts'), 'utf8')).toBe(first);
});

test('two machines get different secrets', () => {
  const here = readFileSync(join(prepareTour(join(folder, 'c')), 'src/pay.ts'), 'utf8');
  const there = readFileSync(join(prepareTour(join(folder, 'd')), 'src/pay.ts'), 'utf8');
  expect(here).not.toBe(there);
});
