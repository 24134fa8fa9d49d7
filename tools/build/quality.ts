import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { BuildStep } from '../build.ts';
import { Rule } from '../../src/ground/model/index.ts';

const rules = 'src/observe/quality/rules/*.yaml';
const output = 'dist/assets/rules-quality.json';

/** A rule about what a change adds: what it looks for is code, so that it has no `match`. */
const QualityRule = Rule.omit({ match: true });

/** What people read of each rule: id → title, finds, why, severity, references, fix, examples; each on a line of its own. */
export const step: BuildStep = {
  name: 'gathering the rules about new code',
  order: 13,
  inputs: [rules, 'src/ground/model/rule.ts'],
  outputs: [output],
  async run() {
    const docs = globSync(rules).sort().map(readRule);
    mkdirSync('dist/assets', { recursive: true });
    writeFileSync(output, `{\n${docs.join(',\n')}\n}\n`);
    await Promise.resolve();
  },
};

function readRule(path: string): string {
  const rule = QualityRule.safeParse(parse(readFileSync(path, 'utf8')));
  if (!rule.success)
    throw new Error(
      `${path}: ${rule.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    );
  const { id, version: _, ...documentation } = rule.data;
  if (id !== `quality/${basename(path, '.yaml')}`) throw new Error(`${path}: the id is ${id}`);
  return `${JSON.stringify(id)}:${JSON.stringify(documentation)}`;
}
