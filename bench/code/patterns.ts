/**
 * How fast all pattern rules that come with Selvedge are, parsing included, for each language of a folder that the caller has fetched:
 *     node tools/run.mjs bench/code/patterns.ts FOLDER [--found]
 * By the time that the processor computed, one thread, files read beforehand. `--found` lists what each rule finds, for whoever wants to judge it.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareSyntax, syntaxAssets } from '../../src/ground/syntax/index.ts';
import { assetPath } from '../../src/ground/places/index.ts';
import type { PatternImage } from '../../src/observe/code/patterns/image.ts';
import { openPatterns } from '../../src/observe/code/patterns/run.ts';

const [folder = '.', ...words] = process.argv.slice(2);
const endings: Readonly<Record<string, string>> = {
  go: 'go',
  java: 'java',
  php: 'php',
  ruby: 'rb',
  csharp: 'cs',
  rust: 'rs',
  kotlin: '{kt,kts}',
  bash: '{sh,bash}',
};
const parsers = await prepareSyntax(
  new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))])),
);
const image = JSON.parse(readFileSync(assetPath('code-patterns.json'), 'utf8')) as PatternImage;
const patterns = openPatterns(image, parsers);
for (const [language, ending] of Object.entries(endings)) {
  const files = globSync(`**/*.${ending}`, { cwd: folder })
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
    .filter(({ text }) => text.length < 1_000_000);
  if (files.length === 0) continue;
  const lines = files.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  const found: string[] = [];
  const began = process.cpuUsage();
  for (const file of files)
    for (const { rule, startLine } of patterns.match(file, Number.POSITIVE_INFINITY).matches)
      found.push(`${rule.id} ${file.path}:${startLine}`);
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  const rules = new Set(image.rules.filter((rule) => rule.language === language).map(({ id }) => id)).size;
  process.stdout.write(
    `${language}: ${rules} rules, ${files.length} files, ${lines} lines, ${(lines / took).toFixed(0)} kLOC/s, ${found.length} found\n`,
  );
  if (words.includes('--found')) process.stdout.write(`${found.toSorted().join('\n')}\n`);
}
