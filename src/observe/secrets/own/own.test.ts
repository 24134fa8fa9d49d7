import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FileFormatError } from '#ground/formats';
import type { Claim, Json } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer, compileOwnRules, fillExample, testOwnRules } from '../index.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const builtin = new Set(['secrets/github-personal-access-token']);
const path = '.selvedge/rules/acme-key.yaml';
const rule = (match: string, id = 'secrets/acme-key'): string => `version: 1
id: ${id}
title: Acme key
finds: A key of the Acme warehouse.
why: Whoever holds it empties the warehouse.
severity: high
provider: Acme
references: [https://example.org/keys]
match: ${match}
fix: Revoke it in the warehouse, under Keys.
examples:
  bad: ["key = 'acme_{{random:base62:24}}'"]
  good: ["key = 'acme_' + rest"]
`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const token = "{ token: 'acme_[A-Za-z0-9]{24}' }";

function claims(own: Json, text: string, file = 'src/pay.ts'): readonly Claim[] {
  const session = analyzer.open(assets, { projectKey: 'test', own });
  const bytes = Buffer.from(text);
  const { facts } = session.extract({ path: file, size: bytes.length, bytes }, Infinity);
  return facts === undefined ? [] : session.conclude([{ path: file, facts }]).claims;
}

describe('[3:secrets-own-rules] a project’s own rules', () => {
  test('find what they describe, beside the built-in ones, and say what the rule says', async () => {
    const own = await compileOwnRules({ rules: [{ path, text: rule(token) }], changes: {}, builtin });
    const text = fillExample("a = 'acme_{{random:base62:24}}'\nb = '{{ghp}}'\n", 'own');
    expect(claims(own.settings, text).map((claim) => [claim.rule, claim.severity, claim.location.startLine])).toEqual([
      ['secrets/acme-key', 'high', 1],
      ['secrets/github-personal-access-token', 'critical', 2],
    ]);
    expect(own.docs.map(({ id, title }) => [id, title])).toEqual([['secrets/acme-key', 'Acme key']]);
  });

  test('are declared by the session, which leaves out a rule that is off', async () => {
    const off = { 'secrets/github-personal-access-token': { off: true, why: 'only test tokens are here' } };
    const own = await compileOwnRules({ rules: [{ path, text: rule(token) }], changes: off, builtin });
    const { rules } = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    expect(rules).toContain('secrets/acme-key');
    expect(rules).not.toContain('secrets/github-personal-access-token');
    expect(claims(own.settings, fillExample("b = '{{ghp}}'", 'own'))).toEqual([]);
    expect(own.notLookedAt).toEqual([
      {
        by: 'secrets/github-personal-access-token',
        reason: 'excluded',
        detail: 'selvedge.yaml: only test tokens are here',
        expected: true,
      },
    ]);
  });

  test('find it in what is encoded, up to three layers deep', async () => {
    const own = await compileOwnRules({ rules: [{ path, text: rule(token) }], changes: {}, builtin });
    const key = fillExample('acme_{{random:base62:24}}', 'own');
    const decoded = (text: string): unknown[] =>
      claims(own.settings, text, 'a.yaml').map(({ rule, attributes, location }) => [
        rule,
        attributes['decoded'],
        text.slice(location.startColumn - 1, location.endColumn - 1),
      ]);
    expect(decoded(`k: ${base64(key)}`)).toEqual([['secrets/acme-key', 'base64', base64(key).replace(/=+$/, '')]]);
    expect(decoded(`k: "acme%5F${key.slice(5)}"`)).toEqual([['secrets/acme-key', 'url', `acme%5F${key.slice(5)}`]]);
    expect(decoded(`k: ${base64(base64(base64(`key: ${key}`)))}`)).toEqual([
      ['secrets/acme-key', 'base64+base64+base64', expect.any(String)],
    ]);
  });

  test('say where they could match, for versions of a file that differ in few places', async () => {
    const own = await compileOwnRules({ rules: [{ path, text: rule(token) }], changes: {}, builtin });
    const session = analyzer.open(assets, { projectKey: 'test', own: own.settings });
    const text = Buffer.from(fillExample("a = '{{ghp}}'\nb = 'acme_{{random:base62:24}}'\nc = '{{ghp}}'\n", 'own'));
    const spots = session.skim!(text, new Uint32Array([0, text.length]))!;
    const at = Array.from({ length: spots.length / 4 }, (_, spot) => spots[4 * spot]!);
    expect(at.map((place) => text.subarray(place, place + 4).toString())).toEqual(['ghp_', 'acme', 'ghp_']);
    expect(Array.from({ length: 3 }, (_, spot) => spots[4 * spot + 3])).toEqual([1, 1, 1]);
  });

  test('may rank built-in rules anew', async () => {
    const changes = {
      'secrets/github-personal-access-token': { severity: 'low', why: 'these are read-only' },
    } as const;
    const own = await compileOwnRules({ rules: [], changes, builtin });
    expect(claims(own.settings, fillExample("b = '{{ghp}}'", 'own')).map(({ severity }) => severity)).toEqual(['low']);
  });

  test('a change to a rule that is not there is named', async () => {
    const changes = { 'secrets/github': { off: true, why: 'there is no such rule' } };
    const { notLookedAt } = await compileOwnRules({ rules: [], changes, builtin });
    expect(notLookedAt.map(({ by, reason }) => [by, reason])).toEqual([['secrets/github', 'missing-data']]);
  });

  test.each([
    ['another id than its file’s name', rule(token, 'secrets/other-key'), 2, 'secrets/acme-key'],
    ['a pattern that matches nearly everywhere', rule("{ pattern: '[a-z]+' }"), 9, 'a pattern that the kernel can run'],
    ['a backreference', rule("{ pattern: 'acme_(?<secret>[a-z]{9})\\1' }"), 9, 'a pattern that the kernel can run'],
    ['an unknown key', `${rule(token)}colour: red\n`, 14, 'one of'],
    [
      'a request that sends what it finds somewhere',
      `${rule(token)}verify: { url: 'https://example.org/{secret}', live: { status: [200] }, dead: { status: [401] } }\n`,
      14,
      'no verify',
    ],
    ['another version', rule(token).replace('version: 1', 'version: 7'), 1, 'version: 1'],
  ])('are refused with line and expectation: %s', async (_, text, line, expected) => {
    const refusal = await compileOwnRules({ rules: [{ path, text }], changes: {}, builtin }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(FileFormatError);
    expect(refusal).toMatchObject({ file: path, line, expected: expect.stringContaining(expected) as string });
  });

  test('must not take the id of a built-in rule', async () => {
    const own = {
      path: '.selvedge/rules/github-personal-access-token.yaml',
      text: rule(token, 'secrets/github-personal-access-token'),
    };
    await expect(compileOwnRules({ rules: [own], changes: {}, builtin })).rejects.toThrow('is a built-in rule');
  });

  test('are tested on their own examples', async () => {
    const wrong = rule(token).replace("key = 'acme_' + rest", "key = 'acme_{{random:base62:24}}'");
    const results = await testOwnRules({ rules: [{ path, text: wrong }], changes: {}, builtin }, assets);
    expect(results.map(({ kind, number, passes }) => [kind, number, passes])).toEqual([
      ['bad', 1, true],
      ['good', 1, false],
    ]);
  });
});
