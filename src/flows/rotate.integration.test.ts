import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fillExample } from '#observe/secrets';
import { rotationList } from './rotate.ts';
import { scanAndDecide } from './scan.ts';

let home: string;
let project: string;
const before = ['SELVEDGE_CACHE_HOME', 'SELVEDGE_DATA_HOME'].map((name) => [name, process.env[name]] as const);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-rotate-'));
  project = join(home, 'project');
  mkdirSync(project);
  for (const [name] of before) process.env[name] = join(home, name);
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

test('lists each secret once, with all its places, by the page on which it is revoked [3:secrets-rotate-list]', async () => {
  const github = fillExample('{{ghp}}', 'rotate');
  writeFileSync(join(project, 'a.ts'), `export const a = '${github}';\n`);
  writeFileSync(join(project, 'b.ts'), `\n\nexport const again = '${github}';\n`);
  writeFileSync(join(project, 'c.ts'), `export const other = '${fillExample('{{ghp}}', 'another')}';\n`);
  writeFileSync(join(project, 'd.env'), fillExample('API_KEY={{random:base62:32}}\n', 'rotate'));
  await scanAndDecide({ path: project, source: { kind: 'working-tree' }, cache: false, threads: 0 });
  const { steps, left } = await rotationList(project);
  expect(left).toEqual({ accepted: 0, dead: 0 });
  expect(steps.map(({ provider }) => provider)).toEqual(['GitHub', 'Where it is used']);
  expect(
    steps[0]?.rules[0]?.secrets.map(({ places }) => places.map(({ path, startLine }) => `${path}:${startLine}`)),
  ).toEqual([['a.ts:1', 'b.ts:3'], ['c.ts:1']]);
  expect(JSON.stringify(steps)).not.toContain(github);
});

test('says of a rule of the project’s own what its file says', async () => {
  const rule = `version: 1
id: secrets/acme-key
title: Acme key
finds: A key of the Acme warehouse.
why: Whoever holds it empties the warehouse.
severity: high
provider: Acme
references: [https://example.org/keys]
match: { token: 'acme_[A-Za-z0-9]{24}' }
fix: Revoke it in the warehouse, under Keys.
examples: { bad: ["'acme_{{random:base62:24}}'"], good: ["'acme_'"] }
`;
  mkdirSync(join(project, '.selvedge/rules'), { recursive: true });
  writeFileSync(join(project, '.selvedge/rules/acme-key.yaml'), rule);
  writeFileSync(join(project, 'a.ts'), `f('${fillExample('acme_{{random:base62:24}}', 'rotate')}');\n`);
  await scanAndDecide({ path: project, source: { kind: 'working-tree' }, cache: false, threads: 0 });
  const { steps } = await rotationList(project);
  expect(steps.flatMap(({ rules }) => rules.map((one) => [one.rule.title, one.rule.fix]))).toEqual([
    ['Acme key', 'Revoke it in the warehouse, under Keys.'],
  ]);
});

test('says so when there was no scan', async () => {
  await expect(rotationList(project)).rejects.toMatchObject({ code: 'unknown', remedy: 'run selvedge scan first' });
});
