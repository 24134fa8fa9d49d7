/** Each rule's own examples, and the laws that hold for all rules. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Claim, Claim as ClaimSchema } from '#ground/model';
import { assetPath } from '#ground/places';
import { SecretRule } from './compile/rule.ts';
import { analyzer, fillExample } from './index.ts';

const files = globSync('src/observe/secrets/rules/*.yaml').sort();
const rules = files.map((path) => SecretRule.parse(parse(readFileSync(path, 'utf8'))));
const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'project key' });

function claimsIn(text: string, path: string): readonly Claim[] {
  const bytes = Buffer.from(text);
  const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
  return facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const path = rule.match.files === undefined ? 'src/pay.ts' : `home/${rule.match.files[0]}`;

  test('finds its bad examples, once each, and keeps their values to itself', () => {
    for (const [index, example] of rule.examples.bad.entries()) {
      for (const seed of ['a', 'b', 'c']) {
        const text = fillExample(example, `${id} ${index} ${seed}`);
        const claims = claimsIn(text, path);
        expect(
          claims.map((claim) => claim.rule),
          text,
        ).toEqual([id]);
        expect(
          claims.every((claim) => ClaimSchema.safeParse(claim).success),
          text,
        ).toBe(true);
        expect(JSON.stringify(claims).length, text).toBeLessThan(2000);
        const shown = JSON.stringify(withoutPublic(claims, rule.match.attributes));
        expect(secretRuns(text).filter((run) => shown.includes(run))).toEqual([]);
      }
    }
  });

  test('leaves its good examples alone', () => {
    for (const example of rule.examples.good) {
      const text = fillExample(example, id);
      expect(
        claimsIn(text, path).filter((claim) => claim.rule === id),
        text,
      ).toEqual([]);
    }
  });
});

/** A rule's own attributes are public by its word: the id of a key, an account. */
function withoutPublic(claims: readonly Claim[], names: readonly string[]): readonly Claim[] {
  return claims.map(({ attributes, ...claim }) => ({
    ...claim,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name))),
  }));
}

/** Runs that are random enough to be the secret's: none of them may be shown. Key ids and hosts are public, and hold words. */
function secretRuns(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+]{12,}/g) ?? [];
  return runs.filter(
    (run) =>
      /[0-9]/.test(run) &&
      /[A-Za-z]/.test(run) &&
      new Set(run).size > 8 &&
      !/EndpointsProtocol/.test(run) &&
      !text.includes(`"private_key_id": "${run}`),
  );
}

test('[2:secret-formats] there are rules for more than forty-five formats of providers', () => {
  const ofProviders = rules.filter((rule) => rule.provider !== 'none');
  expect(ofProviders.length).toBeGreaterThanOrEqual(45);
  expect(new Set(ofProviders.map((rule) => rule.provider)).size).toBeGreaterThanOrEqual(45);
});

test('[3:secrets-350-rules] there are more than 350 rules, most of them say where to revoke, and many how to ask', () => {
  expect(rules.length).toBeGreaterThanOrEqual(350);
  const ofProviders = rules.filter((rule) => rule.provider !== 'none');
  expect(new Set(ofProviders.map((rule) => rule.provider)).size).toBeGreaterThanOrEqual(200);
  expect(ofProviders.filter((rule) => rule.revokeAt !== undefined).length / ofProviders.length).toBeGreaterThan(0.75);
  expect(rules.filter((rule) => rule.verify !== undefined).length).toBeGreaterThanOrEqual(120);
});

test.each([
  ['github-personal-access-token', '{{ghp:wrong}}'],
  ['npm-access-token', '{{npm:wrong}}'],
  ['intercom-access-token', 'dG9rO{{random:base64:54}}='],
  ['sentry-token', 'sntrys_eyJ{{random:base62:120}}_{{random:base62:43}}'],
  ['mapbox-secret-token', 'sk.eyJ1Ijoi{{random:base62:72}}.{{random:base62:22}}'],
  ['age-secret-key', 'AGE-SECRET-KEY-1{{random:bech32:58}}'],
  ['bitbucket-access-token', 'ATCTT3xFfGN0{{random:base62:171}}={{random:HEX:8}}'],
  ['gitlab-token', 'glpat-{{random:base62:40}}.01.140000000'],
  ['grafana-token', 'glsa_{{random:base62:32}}_{{random:hex:8}}'],
  ['neptune-api-token', 'eyJhcGlfYWRkcmVzcyI6{{random:base62:120}}'],
])('[3:secrets-checksums] a value whose sum or structure is wrong is only possible: %s', (name, example) => {
  const text = `token = "${fillExample(example, name)}"`;
  expect(claimsIn(text, 'src/pay.ts').map(({ rule, confidence }) => [rule, confidence])).toEqual([
    [`secrets/${name}`, 'possible'],
  ]);
});

test('[3:secrets-350-rules] each rule says what an attacker gets, how and where it is revoked, and has two examples of each kind', () => {
  for (const rule of rules) {
    expect(rule.why.length, rule.id).toBeGreaterThan(20);
    expect(rule.fix.length, rule.id).toBeGreaterThan(20);
    if (rule.provider !== 'none') expect(rule.revokeAt, rule.id).toMatch(/^https:/);
    expect(rule.examples.bad.length, rule.id).toBeGreaterThanOrEqual(2);
    expect(rule.examples.good.length, rule.id).toBeGreaterThanOrEqual(2);
  }
});

test('a session declares the rules that it runs', () => {
  expect(session.rules).toEqual(rules.map((rule) => rule.id));
});

test('each rule is named like its file, and names CWE-798 and the documentation that it was written from', () => {
  for (const [index, rule] of rules.entries()) {
    expect(rule.id).toBe(`secrets/${basename(files[index]!, '.yaml')}`);
    expect(rule.references).toContain('CWE-798');
    expect(
      rule.references.some((reference) => reference.startsWith('https://')),
      rule.id,
    ).toBe(true);
  }
  expect(new Set(rules.map((rule) => rule.title)).size).toBe(rules.length);
});

test('the documentation of every rule is in the assets, with examples filled in', () => {
  const documentation = JSON.parse(readFileSync(assetPath('rules.json'), 'utf8')) as Record<
    string,
    { title: string; examples: { bad: string[] } }
  >;
  expect(Object.keys(documentation).filter((id) => id.startsWith('secrets/'))).toEqual(rules.map((rule) => rule.id));
  for (const rule of rules) {
    expect(documentation[rule.id]?.title).toBe(rule.title);
    expect(documentation[rule.id]?.examples.bad.join()).not.toContain('{{');
  }
});

test('no live-looking secret stands in this room', () => {
  const own = globSync('src/observe/secrets/**/*.{ts,yaml}').flatMap((path) =>
    claimsIn(readFileSync(path, 'utf8'), path),
  );
  expect(own.filter((claim) => claim.confidence !== 'possible')).toEqual([]);
});
