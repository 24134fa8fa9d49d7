import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '#ground/places';

test('Each rule has its words, and what claims name is a rule [5:quality]', () => {
  const docs = JSON.parse(readFileSync(assetPath('rules-quality.json'), 'utf8')) as Record<
    string,
    { readonly fix: string }
  >;
  const files = readdirSync(`${import.meta.dirname}/rules`).map((name) => `quality/${name.replace('.yaml', '')}`);
  expect(Object.keys(docs)).toEqual(files.sort());
  const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  const named = sources.flatMap(
    (name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8').match(/quality\/[a-z]+-[a-z]+(?=')/g) ?? [],
  );
  expect([...new Set(named)].sort()).toEqual(files);
});
