import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { assetPath } from '#ground/places';
import type { ExampleResult } from '#observe/secrets';
import { ScanRequestError } from './scan/error.ts';
import { ruleDocs } from './scan/rule-docs.ts';

export type { ExampleResult } from '#observe/secrets';

/** Runs the rules of a folder over their own examples. `folder` is absolute. Throws ScanRequestError, FileFormatError. */
export async function testRules(folder: string): Promise<readonly ExampleResult[]> {
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
    }));
  const { analyzer, testOwnRules } = await import('#observe/secrets');
  const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
  return testOwnRules({ rules, changes: {}, builtin: new Set((await ruleDocs()).keys()) }, assets);
}
