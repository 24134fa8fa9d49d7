import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { assetPath } from '#ground/places';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import { CodeRule } from '../rule.ts';
import { compileBuiltin } from './compile-builtin.ts';
import { openPatterns, type Patterns } from './run.ts';

const endings: Readonly<Record<string, string>> = {
  javascript: 'js',
  typescript: 'ts',
  python: 'py',
  go: 'go',
  java: 'java',
  csharp: 'cs',
  ruby: 'rb',
  php: 'php',
  rust: 'rs',
  kotlin: 'kt',
  bash: 'sh',
  html: 'html',
  json: 'json',
  yaml: 'yaml',
  hcl: 'tf',
};

const folder = new URL('../rules/', import.meta.url).pathname;
const rules = globSync(`${folder}*.yaml`)
  .sort()
  .map((file) => ({ file, ...CodeRule.parse(parse(readFileSync(file, 'utf8'))) }))
  .filter(({ patterns }) => patterns.length > 0);
const cases = rules.flatMap((rule) => {
  const languages = new Set(rule.patterns.flatMap((pattern) => pattern['languages'] as string[]));
  return Object.entries(rule.examples)
    .filter(([language]) => languages.has(language))
    .map(([language, examples]) => ({ id: rule.id, language, ...examples }));
});

let parsers: Parsers;
let patterns: Patterns;
beforeAll(async () => {
  parsers = await prepareSyntax(
    new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))])),
  );
  const { image, complaints } = await compileBuiltin(rules, parsers);
  expect(complaints).toEqual([]);
  patterns = openPatterns(image, parsers);
});

function foundIn(text: string, language: string): string[] {
  const { matches } = patterns.match({ path: `src/example.${endings[language]}`, text }, Number.POSITIVE_INFINITY);
  return matches.map(({ rule }) => rule.id);
}

describe('the pattern rules that come with Selvedge', () => {
  test.each(cases)(
    '[5:front-others] [5:front-data] $id finds its bad examples in $language, and not the good ones',
    ({ id, language, bad, good }) => {
      for (const text of bad) expect(foundIn(text, language), text).toContain(id);
      for (const text of good) expect(foundIn(text, language), text).not.toContain(id);
    },
  );

  test('[5:front-others] [5:front-data] each language has its share', () => {
    const counts = new Map<string, number>();
    for (const { language } of cases) counts.set(language, (counts.get(language) ?? 0) + 1);
    for (const language of ['go', 'java', 'php', 'ruby', 'csharp', 'rust', 'kotlin', 'bash'])
      expect(counts.get(language), language).toBeGreaterThanOrEqual(25);
    for (const language of ['html', 'json', 'yaml', 'hcl']) expect(counts.get(language)).toBeGreaterThanOrEqual(4);
  });
});
