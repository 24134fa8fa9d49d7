import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { assetPath } from '#ground/places';
import type { ExampleResult } from '#observe/secrets';
import { ScanRequestError } from './scan/error.ts';
import { ruleDocs } from './scan/rule-docs.ts';
import { holdsPatternRules, patternRulesIn, type RulesVerdict, testPatternRules } from './test-pattern-rules.ts';

export type { ExampleResult } from '#observe/secrets';
export type { RulesVerdict, RuleVerdict } from './test-pattern-rules.ts';

export interface RulesTested {
  /** Rules of the form that Selvedge's own have. */
  readonly examples: readonly ExampleResult[];
  /** Rules in Semgrep's syntax. */
  readonly patterns?: RulesVerdict;
}

/**
 * Runs the rules of a folder over their own examples, and those in Semgrep's syntax over the files annotated for them. `folder` is
 * absolute. Throws ScanRequestError, FileFormatError.
 */
export async function testRules(folder: string): Promise<RulesTested> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ScanRequestError('not-found', `there is no folder ${folder}`, {
      remedy: 'write a rule into .selvedge/rules/, or name the folder in which rules lie',
    });
  const rules = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({
      path: relative(process.cwd(), join(folder, name)),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
    .filter(({ path, text }) => !holdsPatternRules(text) && !/\.(test|fixed)\./.test(path));
  const patterns = patternRulesIn(folder);
  return {
    examples: rules.length === 0 ? [] : await testExamples(rules),
    ...(patterns.length > 0 && { patterns: await testPatternRules(patterns) }),
  };
}

async function testExamples(rules: readonly { path: string; text: string }[]): Promise<readonly ExampleResult[]> {
  const { analyzer, testOwnRules } = await import('#observe/secrets');
  const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
  return testOwnRules({ rules, changes: {}, builtin: new Set((await ruleDocs()).keys()) }, assets);
}
