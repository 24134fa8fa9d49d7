import { writeFileSync } from 'node:fs';
import type { BuildStep } from '../build.ts';
import { readRules, rulesOf, writeDocs } from '../bundle/rules.ts';
import { CodeRule } from '../../src/observe/code/rule.ts';
import type { RuleOfCode } from '../../src/observe/code/rule-of-code.ts';

const outputs = { docs: 'dist/assets/rules-code.json', rules: 'dist/assets/code-rules.json' };

/** What people read of each rule, and what the analyzer needs of it. */
export const step: BuildStep = {
  name: 'gathering the rules about code',
  order: 12,
  inputs: [
    rulesOf('code'),
    'src/ground/model/rule.ts',
    'src/observe/code/rule.ts',
    'src/observe/code/rule-of-code.ts',
    'tools/bundle/rules.ts',
  ],
  outputs: Object.values(outputs),
  async run() {
    const all = readRules('code', CodeRule);
    writeDocs(
      outputs.docs,
      all.map((rule) => [rule.id, docOf(rule)]),
    );
    writeFileSync(outputs.rules, JSON.stringify(all.map((rule) => forAnalyzer(rule))));
    await Promise.resolve();
  },
};

function docOf({ title, finds, why, severity, cwe, owasp, asvs, references, fix, examples }: CodeRule): object {
  const each = Object.values(examples);
  return {
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
}

function forAnalyzer({
  id,
  title,
  severity,
  confidence,
  cwe,
  flow,
  judge,
  yieldsTo,
  oncePerFile,
}: CodeRule): RuleOfCode {
  return {
    id,
    title,
    severity,
    confidence,
    cwe,
    yieldsTo,
    oncePerFile,
    ...(flow !== undefined && { flow }),
    ...(judge !== undefined && { judge }),
  };
}
