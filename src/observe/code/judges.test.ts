import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Claim } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer } from './analyzer.ts';
import { CodeRule } from './rule.ts';

const folder = new URL('./rules/', import.meta.url);
const judged = readdirSync(folder)
  .map((file) => CodeRule.parse(parse(readFileSync(new URL(file, folder), 'utf8'))))
  .filter(({ judge }) => judge === 'redos');

const assets = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const name of [...analyzer.assets, ...(analyzer.lazyAssets ?? [])])
    assets.set(name, readFileSync(assetPath(name)));
  await analyzer.prepare?.(assets);
});

function sourceOf(text: string): { readonly bytes: Uint8Array; readonly size: number } {
  const bytes = new TextEncoder().encode(text);
  return { bytes, size: bytes.length };
}

/** What is claimed of files. */
function claims(files: Readonly<Record<string, string>>): readonly Claim[] {
  const session = analyzer.open(assets, { projectKey: '' });
  const facts = Object.entries(files).flatMap(([path, text]) => {
    const extracted = session.extract({ path, ...sourceOf(text) }, Infinity);
    return extracted.facts === undefined ? [] : [{ path, facts: extracted.facts }];
  });
  return session.conclude(facts).claims;
}

const endings: Readonly<Record<string, string>> = { javascript: 'js', typescript: 'ts', python: 'py' };
const slugs: Readonly<Record<string, string>> = {
  'code/redos': 'weakness-redos',
  'code/missing-authorisation': 'weakness-web',
  'code/toctou': 'weakness-resources',
  'code/prototype-pollution': 'weakness-data',
};

describe('rules that are judged', () => {
  const examples = judged.flatMap(({ id, examples: all }) =>
    Object.entries(all)
      .filter(([language]) => language in endings)
      .flatMap(([language, { bad, good }]) =>
        bad.map((code, nth) => ({ id, slug: slugs[id] ?? 'code-rules', language, nth, bad: code, good: good[nth]! })),
      ),
  );

  test.each(examples)(
    '[5:$slug] $id finds its bad example $nth in $language, and nothing in the good one',
    (example) => {
      const file = `example.${endings[example.language]}`;
      const rulesOf = (code: string): string[] =>
        claims({ [file]: code })
          .filter(({ rule }) => rule === example.id)
          .map(({ rule }) => rule);
      expect(rulesOf(example.bad).length).toBeGreaterThan(0);
      expect(rulesOf(example.good)).toEqual([]);
    },
  );
});

/** How sure it is that expressions in a file are slow. */
const told = (code: string): string[] =>
  claims({ 'a.js': code })
    .filter(({ rule }) => rule === 'code/redos')
    .map(({ confidence }) => confidence);

const app = `import express from 'express';\nconst app = express();\n`;
const handler = (body: string): string =>
  `${app}app.get('/', (req, res) => { const t = req.query.t; ${body}; res.json({}); });\n`;

describe('regular expressions that text from outside is put to', () => {
  test('[5:weakness-redos] the way of the text and a text that proves it are told', () => {
    const [claim] = claims({ 'a.js': handler('/^(a+)+$/.test(t)') });
    expect(claim?.rule).toBe('code/redos');
    expect(claim?.message).toMatch(/"a", then \d+ times "a", then .* takes [\d,]+ steps/);
    expect(claim?.trace?.length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    'RegExp("^(a+)+$").exec(t)',
    'const e = new RegExp("^(A|a)+$", "i"); e.test(t)',
    't.match(/^(a+)+$/)',
    't.replace(/(a+)+$/g, "")',
    't.split(/(a+)+!/)',
    't.search(/(a+)+$/)',
  ])('[5:weakness-redos] %s is seen', (body) => {
    expect(told(handler(body))).toEqual(['likely']);
  });

  test('[5:weakness-redos] the square of a length is only possible, and nothing of a text whose length is bounded', () => {
    expect(told(handler(String.raw`t.replace(/\s+$/, '')`))).toEqual(['possible']);
    expect(told(handler(String.raw`if (t.length < 100) t.replace(/\s+$/, '')`))).toEqual([]);
    expect(told(handler(String.raw`t.slice(0, 100).replace(/\s+$/, '')`))).toEqual([]);
  });

  test('[5:weakness-redos] of text that nobody from outside is seen to give, exponential time alone is told, as possible', () => {
    expect(told('export const isName = (text) => /^(a+)+$/.test(text);')).toEqual(['possible']);
    expect(told(String.raw`export const trim = (text) => text.replace(/\s+$/, '');`)).toEqual([]);
    expect(told('/^(a+)+$/.test("aaaa!");')).toEqual([]);
  });

  test('[5:weakness-redos] what validators and schemas are given counts as put to text from outside', () => {
    expect(told(`import { z } from 'zod';\nexport const name = z.string().regex(/^(a+)+$/);`)).toEqual(['likely']);
    expect(told(`export const body = { type: 'string', pattern: '^(a+)+$' };`)).toEqual(['likely']);
    expect(told(`export const body = { type: 'string', pattern: '^a+$' };`)).toEqual([]);
  });

  test('[5:weakness-redos] what could not be judged is said to be not looked at', () => {
    const session = analyzer.open(assets, { projectKey: '' });
    const source = sourceOf(handler(String.raw`/^(a+)+\1$/.test(t)`));
    const { facts } = session.extract({ path: 'a.js', ...source }, Infinity);
    const { claims: found, notLookedAt } = session.conclude([{ path: 'a.js', facts: facts! }]);
    expect(found).toEqual([]);
    expect(notLookedAt?.map(({ detail }) => detail)).toEqual([
      'of 1 regular expressions it was not found out how long they may take',
    ]);
  });
});
