import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Presentation } from '#flows/scan';
import { sarif } from './sarif.ts';
import { clean, exception, finding, presentation } from './testing.ts';

let problems: (log: unknown) => string[];
beforeAll(() => {
  const schema = JSON.parse(
    readFileSync(new URL('./fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
  ) as object;
  // The schema's own pattern for a language does not compile as a Unicode regular expression.
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
    schema,
  );
  problems = (log) =>
    validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
});

interface Log {
  runs: [
    {
      results: Record<string, unknown>[];
      invocations: [{ toolExecutionNotifications: unknown[] }];
      tool: { driver: { rules: Record<string, unknown>[] } };
    },
  ];
}

function logOf(shown: Presentation): Log {
  return JSON.parse(sarif(shown)) as Log;
}

test('SARIF 2.1.0 validates against its schema [2:sarif]', () => {
  const everything = presentation({
    findings: [
      finding(),
      finding({ effect: 'accepted', tier: 'same-fingerprint', standing: 'known' }),
      finding({ tier: 'new', location: { ...finding().location, path: 'a b/ü#?%.ts' } }),
    ],
    exceptions: [exception],
    closed: [{ id: finding().id, rule: finding().rule, path: 'old.ts', because: 'it is no longer there' }],
    scope: {
      ...clean.scope,
      notLookedAt: [
        { path: 'x.bin', by: 'secrets', reason: 'too-large', detail: '2 GB', expected: false },
        { by: 'secrets', reason: 'missing-data', expected: true },
      ],
    },
  });
  expect(problems(logOf(everything))).toEqual([]);
  expect(problems(logOf({ report: clean, rules: new Map() }))).toEqual([]);
});

test('The schema does say when something is wrong', () => {
  expect(problems({ version: '2.1.0', runs: [{}] })).not.toEqual([]);
});

describe('A result', () => {
  test('carries the fingerprint that does not change when lines do', () => {
    expect(logOf(presentation()).runs[0].results[0]).toMatchObject({
      partialFingerprints: { 'selvedgeFingerprint/v1': '1'.repeat(64), 'selvedgeFinding/v1': finding().id },
    });
  });

  test('says what became of it against the baseline, and nothing when there is none', () => {
    const state = (tier: 'new' | 'same-fingerprint' | 'same-locus-moved') =>
      logOf(presentation({ findings: [finding({ tier })] })).runs[0].results[0]?.['baselineState'];
    expect([state('new'), state('same-fingerprint'), state('same-locus-moved')]).toEqual([
      'new',
      'unchanged',
      'updated',
    ]);
    expect(logOf(presentation()).runs[0].results[0]).not.toHaveProperty('baselineState');
  });

  test('of an accepted finding is suppressed with the reason and the end', () => {
    const [result] = logOf(presentation({ findings: [finding({ effect: 'accepted' })], exceptions: [exception] }))
      .runs[0].results;
    expect(result?.['suppressions']).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification:
          'A sandbox token that the provider revokes each night. (accepted by the review that merged it until 2027-02-01T00:00:00.000Z)',
      },
    ]);
  });

  test('names a file by a relative URI, and no path of this machine stands anywhere', () => {
    const text = sarif(
      presentation({ findings: [finding({ location: { ...finding().location, path: 'a b/ü#?%.ts' } })] }),
    );
    expect(text).toContain('"uri": "a%20b/%C3%BC%23%3F%25.ts"');
    expect(text).not.toContain('/home/ada');
  });
});

test('Each gap is a notification, and the rules bring their help', () => {
  const log = logOf(
    presentation({ scope: { ...clean.scope, notLookedAt: [{ path: 'x', reason: 'unreadable', expected: false }] } }),
  );
  expect(log.runs[0].invocations[0].toolExecutionNotifications).toEqual([
    {
      descriptor: { id: 'not-looked-at/unreadable' },
      level: 'warning',
      message: { text: 'Not looked at: x (unreadable)' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'x', uriBaseId: '%SRCROOT%' } } }],
    },
  ]);
  expect(log.runs[0].tool.driver.rules[0]).toMatchObject({
    id: 'secrets/github-personal-access-token',
    properties: { 'security-severity': '9.5', tags: ['security', 'external/cwe/cwe-798'] },
  });
});
