import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { scanAndDecide, type ScanReport, type ScanRequest } from '../scan.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-quality-'));
const before = { data: process.env['SELVEDGE_DATA_HOME'], cache: process.env['SELVEDGE_CACHE_HOME'] };
let root: string;
let count = 0;

beforeAll(() => {
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
});

afterAll(() => {
  for (const [name, value] of [
    ['SELVEDGE_DATA_HOME', before.data],
    ['SELVEDGE_CACHE_HOME', before.cache],
  ] as const)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

beforeEach(() => {
  root = join(home, `project-${count++}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
});

function git(...args: string[]): void {
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  execFileSync('git', [...author, ...args], { cwd: root, stdio: 'pipe' });
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(files: Readonly<Record<string, string>>, branch?: string): void {
  if (branch !== undefined) git('checkout', '-q', '-b', branch);
  for (const [path, text] of Object.entries(files)) write(path, text);
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
}

function scan(more: Partial<ScanRequest> = {}): Promise<ScanReport> {
  return scanAndDecide({ path: root, source: { kind: 'since', revision: 'main' }, cache: false, threads: 0, ...more });
}

const declared = (quality: string, more = ''): string =>
  `version: 1\nid: prj_01890a5d-ac96-774b-bcce-b302099a8057\nquality: ${quality}\n${more}`;

const body = (item: string): string => `  let sum = 0;
  for (const ${item} of ${item}s) {
    const price = ${item}.price * ${item}.count;
    if (${item}.isReduced && price > 100) {
      sum += price * 0.9;
    } else if (customer.isMember) {
      sum += price * 0.95;
    } else {
      sum += price;
    }
  }
  const shipping = sum > 50 ? 0 : customer.country === 'DE' ? 4.9 : 12.5;
  return { sum, shipping, total: sum + shipping, currency: customer.currency };
`;
const cart = `export function cartTotal(items, customer) {\n${body('item')}}\n`;
const hard = `export function price(orders) {
  for (const order of orders) {
    if (order.paid) {
      if (order.member || (order.total > 50 && order.country === 'DE')) {
        for (const item of order.items) {
          if (item.reduced) { reduce(item); } else if (item.gift) { give(item); }
        }
      } else if (order.late) {
        while (order.open) { if (!ship(order)) break; }
      }
    }
  }
}
`;
const main = "import { cartTotal } from './cart.js';\nimport { price } from './price.js';\ncartTotal(price);\n";

const told = ({ findings }: ScanReport): string[] =>
  findings.map(({ rule, location, effect }) => `${rule} ${location.path}:${location.startLine} ${effect}`);
const decision = ({ decisions }: ScanReport) => decisions.find(({ control }) => control === 'new-code-in-order');

test('A change that adds complex, copied, dead and untested code is told so; what stood there is not [5:quality]', async () => {
  commit({
    'selvedge.yaml': declared('{ coverage: 80 }'),
    'src/cart.js': cart,
    'src/old.js': `export function old(a) {\n${'  if (a) { while (b(a)) c(); }\n'.repeat(8)}}\n`,
  });
  commit(
    {
      'src/main.js': main,
      'src/price.js': hard,
      'src/invoice.js': `// Invoices.\nexport function invoiceTotal(rows, customer) {\n${body('row')}}\n`,
    },
    'change',
  );
  write(
    'lcov.info',
    'SF:src/price.js\nDA:2,1\nDA:3,1\nDA:4,0\nDA:5,0\nend_of_record\nSF:src/main.js\nDA:3,1\nend_of_record\n',
  );
  const report = await scan({ coverage: [join(root, 'lcov.info')] });
  expect(told(report)).toEqual([
    'quality/duplicated-code src/invoice.js:2 warns',
    'quality/dead-export src/invoice.js:2 warns',
    'quality/complex-function src/price.js:1 warns',
    'quality/uncovered-change src/price.js:4 warns',
  ]);
  expect(report.quality?.coverage).toMatchObject({
    executable: 5,
    covered: 3,
    percent: 60,
    limit: 80,
    isEnough: false,
  });
  expect(report.scope.notLookedAt).toMatchObject([
    { path: 'src/invoice.js', by: 'quality/uncovered-change', reason: 'missing-data' },
  ]);
  expect(decision(report)).toMatchObject({ verdict: 'fail', mode: 'warn', denied: 4 });
  expect(report.exitCode).toBe(0);
});

test('A refactoring that only moves code has no findings [5:quality]', async () => {
  commit({
    'selvedge.yaml': declared('{}'),
    'src/all.js': cart + hard,
    'src/twin.js': cart.replace('cartTotal', 'twinTotal'),
  });
  git('checkout', '-q', '-b', 'change');
  git('rm', '-q', 'src/all.js');
  commit({ 'src/lib/cart.js': cart, 'src/lib/price.js': hard });
  const report = await scan();
  expect(told(report)).toEqual([]);
  expect(decision(report)).toMatchObject({ verdict: 'pass' });
});

test('Enough of the whole change ran: the lines that did not are told, and tolerated [5:coverage]', async () => {
  commit({ 'src/a.js': 'export const a = 1;\n' });
  commit({ 'src/a.js': `export const a = 1;\n${'a();\n'.repeat(10)}` }, 'change');
  write(
    'lcov.info',
    `SF:/ci/build/src/a.js\n${Array.from({ length: 11 }, (_, at) => `DA:${at + 1},${at === 4 ? 0 : 1}`).join('\n')}\nend_of_record\n`,
  );
  const report = await scan({ coverage: [join(root, 'lcov.info')] });
  expect(told(report)).toEqual(['quality/uncovered-change src/a.js:5 none']);
  expect(report.quality?.coverage).toMatchObject({
    executable: 10,
    covered: 9,
    percent: 90,
    limit: 80,
    isEnough: true,
  });
  expect(report.quality?.coverage?.reports).toMatchObject([{ path: 'lcov.info', format: 'lcov' }]);
  expect(decision(report)).toMatchObject({ verdict: 'pass' });
});

test('A report from before the change, and one that lacks, make it unknown [5:coverage]', async () => {
  commit({ 'selvedge.yaml': declared('{ coverage: 50 }'), 'src/a.js': 'export const a = 1;\n' });
  commit({ 'src/a.js': 'export const a = 1;\na();\n' }, 'change');
  write('lcov.info', 'SF:src/a.js\nDA:1,1\nDA:2,1\nend_of_record\n');
  utimesSync(join(root, 'lcov.info'), new Date('2020-01-01'), new Date('2020-01-01'));
  const old = await scan({ coverage: [join(root, 'lcov.info')] });
  expect(decision(old)).toMatchObject({ verdict: 'unknown', effect: 'warns' });
  expect(old.scope.notLookedAt[0]?.detail).toMatch(/^lcov.info is from 2020-01-01 00:00, and the change from /);
  const none = await scan();
  expect(decision(none)).toMatchObject({ verdict: 'unknown' });
  expect(none.scope.notLookedAt[0]).toMatchObject({
    by: 'quality/uncovered-change',
    remedy: expect.stringContaining('--coverage'),
  });
});

test('Tests that failed are findings where they stand [5:coverage]', async () => {
  commit({ 'src/a.js': '1;\n', 'src/a.test.js': 'test();\n' });
  commit({ 'src/a.js': '2;\n' }, 'change');
  write(
    'junit.xml',
    '<testsuites><testsuite><testcase classname="a" name="adds" file="src/a.test.js" line="1"><failure message="expected 3"/></testcase><testcase name="else"/></testsuite></testsuites>',
  );
  const report = await scan({ tests: [join(root, 'junit.xml')] });
  expect(told(report)).toEqual(['quality/failing-test src/a.test.js:1 warns']);
  expect(report.findings[0]?.message).toBe('a › adds failed: expected 3');
  expect(report.quality?.tests).toMatchObject({ ran: 2, failed: 1, skipped: 0 });
});

test('Nobody who asked for nothing is told anything, and whoever enforces it must know [5:quality]', async () => {
  commit({ 'src/a.js': hard });
  commit({ 'src/b.js': hard }, 'change');
  const silent = await scan();
  expect(told(silent)).toEqual([]);
  expect(decision(silent)).toBeUndefined();
  expect(silent.scope.analyzers.map(({ id }) => id)).not.toContain('quality');
  git('checkout', '-q', 'main');
  commit({
    'selvedge.yaml': declared(
      '{ duplication: false }',
      'controls: { new-code-in-order: { modes: { merge: enforce } } }\n',
    ),
  });
  git('checkout', '-q', 'change');
  git('rebase', '-q', 'main');
  const enforced = await scan();
  expect(told(enforced)).toEqual([
    'quality/complex-function src/b.js:1 blocks',
    'quality/dead-export src/b.js:1 blocks',
  ]);
  expect(enforced.exitCode).toBe(1);
});

test('What is staged is judged as it is staged [5:quality]', async () => {
  commit({ 'selvedge.yaml': declared('{ deadExports: false }'), 'src/a.js': '1;\n' });
  write('src/b.js', hard);
  git('add', '-A');
  write('src/b.js', '1;\n');
  const report = await scan({ source: { kind: 'staged' } });
  expect(told(report)).toEqual(['quality/complex-function src/b.js:1 warns']);
});

function failure(more: Partial<ScanRequest>): Promise<unknown> {
  return scan(more).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

test('What the project changes of these rules counts, and what is off is said once', async () => {
  const rules = `rules:
  quality/dead-export: { off: true, why: 'the package has no manifest yet' }
  quality/complex-function: { severity: high, why: 'nobody could follow the last one' }
`;
  commit({ 'selvedge.yaml': declared('{}', rules), 'src/a.js': '1;\n' });
  commit({ 'src/b.js': hard }, 'change');
  const report = await scan();
  expect(report.findings).toMatchObject([{ rule: 'quality/complex-function', severity: 'high' }]);
  expect(report.scope.notLookedAt).toMatchObject([{ by: 'quality/dead-export', reason: 'excluded', expected: true }]);
  expect(report.scope.rules.ids?.filter((id) => id.startsWith('quality/'))).toEqual([
    'quality/complex-function',
    'quality/duplicated-code',
  ]);
});

test('A report that is not there, or is none, is a mistake that is named before anything is scanned', async () => {
  commit({ 'src/a.js': '1;\n' });
  write('wrong.xml', '<html/>\n');
  expect(await failure({ coverage: ['none.info'] })).toMatchObject({
    code: 'not-found',
    message: 'there is no none.info',
  });
  expect(await failure({ coverage: [join(root, 'wrong.xml')] })).toMatchObject({
    code: 'bad-report',
    message: expect.stringContaining('wrong.xml:1: the root element is html'),
    remedy: expect.stringContaining('lcov'),
  });
  expect(await failure({ tests: [root] })).toMatchObject({ code: 'bad-report' });
  expect(await failure({ tests: ['x'], source: { kind: 'working-tree' } })).toMatchObject({ code: 'contradiction' });
});
