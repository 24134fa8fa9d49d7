import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { BuildStep } from '../build.ts';
import { CodeRule } from '../../src/observe/code/rule.ts';
import type { RuleOfCode } from '../../src/observe/code/rule-of-code.ts';

const rules = 'src/observe/code/rules/*.yaml';
const outputs = { docs: 'dist/assets/rules-code.json', rules: 'dist/assets/code-rules.json' };

/** What people read of each rule, each on a line of its own, and what the analyzer needs of it. */
export const step: BuildStep = {
  name: 'gathering the rules about code',
  order: 12,
  inputs: [rules, 'src/ground/model/rule.ts', 'src/observe/code/rule.ts', 'src/observe/code/rule-of-code.ts'],
  outputs: Object.values(outputs),
  async run() {
    const all = globSync(rules).sort().map(readRule);
    mkdirSync('dist/assets', { recursive: true });
    writeFileSync(outputs.docs, `{\n${all.map((rule) => docOf(rule)).join(',\n')}\n}\n`);
    writeFileSync(outputs.rules, JSON.stringify(all.map((rule) => forAnalyzer(rule))));
    await Promise.resolve();
  },
};

function readRule(path: string): CodeRule {
  const rule = CodeRule.safeParse(parse(readFileSync(path, 'utf8')));
  if (!rule.success)
    throw new Error(
      `${path}: ${rule.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    );
  if (rule.data.id !== `code/${basename(path, '.yaml')}`) throw new Error(`${path}: the id is ${rule.data.id}`);
  return rule.data;
}

/** id → title, finds, why, severity, references, fix, examples. */
function docOf({ id, title, finds, why, severity, cwe, owasp, asvs, references, fix, examples }: CodeRule): string {
  const each = Object.values(examples);
  const doc = {
    title,
    finds,
    why,
    severity,
    references: [
      ...cwe,
      ...owasp.map((name) => `OWASP-${name}`),
      ...asvs.map((name) => `ASVS-${name}`),
      ...references.filter((reference) => !cwe.includes(reference)),
    ],
    fix,
    examples: { bad: each.flatMap(({ bad }) => bad), good: each.flatMap(({ good }) => good) },
  };
  return `${JSON.stringify(id)}:${JSON.stringify(doc)}`;
}

function forAnalyzer({ id, title, severity, confidence, cwe, flow, judge, yieldsTo }: CodeRule): RuleOfCode {
  return {
    id,
    title,
    severity,
    confidence,
    cwe,
    yieldsTo,
    ...(flow !== undefined && { flow }),
    ...(judge !== undefined && { judge }),
  };
}
