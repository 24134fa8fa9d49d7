import { describe, expect, test } from 'vitest';
import type { ControlId, FindingId, Instant } from '#ground/model';
import { columnsShown } from './terminal.ts';
import { pretty } from './pretty.ts';
import { clean, decision, exception, finding, passing, presentation, recordingTerminal, report } from './testing.ts';

const normal = { quiet: false, verbose: false };
const { terminal } = recordingTerminal();

describe('A pass', () => {
  test('is one line that says what was looked at and that nothing was recorded', () => {
    expect(pretty({ report: clean, rules: new Map() }, terminal, normal)).toBe(
      '● Nothing found in 1 staged file · 12 ms · no server, so no ledger\n',
    );
  });

  test('says what was not looked at', () => {
    const scope = { ...clean.scope, notLookedAt: [{ path: 'logo.png', reason: 'binary' as const, expected: true }] };
    expect(pretty({ report: { ...clean, scope }, rules: new Map() }, terminal, normal)).toBe(
      '● Nothing found in 1 staged file · 12 ms · no server, so no ledger\n  Not looked at: 1 binary, as expected (--verbose lists them)\n',
    );
  });

  test('takes two lines rather than one that is too wide', () => {
    const range = {
      ...clean,
      source: { kind: 'range' as const, root: '/' },
      since: 'release/2026-11-with-a-long-name',
    };
    expect(pretty({ report: range, rules: new Map() }, terminal, normal)).toBe(
      '● Nothing found in the lines added since release/2026-11-with-a-long-name in 1 file\n  · 12 ms · no server, so no ledger\n',
    );
  });

  test('says so when there was nothing to look at', () => {
    const nothing = { ...clean, scope: { ...clean.scope, files: 0 } };
    expect(pretty({ report: nothing, rules: new Map() }, terminal, normal)).toMatch(/^● Nothing is staged · 12 ms/);
  });

  test('is silent when asked to be quiet', () => {
    expect(pretty({ report: clean, rules: new Map() }, terminal, { quiet: true, verbose: false })).toBe('');
  });
});

test('A finding that blocks says what to do, then why, then where, in at most 80 columns', () => {
  expect(pretty(presentation(), terminal, normal)).toMatchInlineSnapshot(`
    "▲ 1 finding blocks this commit.

    ▲ GitHub personal access token                                          critical
      Do    Revoke it under Settings → Developer settings, then look through the
            security log since the commit’s date.
      Why   Whoever holds it acts as its owner in every repository that it reaches.

      src/pay.ts:12:12                                                fnd_1a2b3c4d5e
         9 │ export function charge(order: Order) {
        10 │   const client = github({
        11 │     retries: 3,
      > 12 │     token: 'ghp_…9f2a',
           │             ^^^^^^^^^
        13 │   });
        14 │   return client.charge(order);
        15 │ }

      secrets/github-personal-access-token · certain

    Decisions at commit
    ▲ FAIL (enforce)    no-leaked-secret        1 finding
    ● PASS              1 other control

    Explain  selvedge explain fnd_1a2b3c4d5e
    Accept   selvedge accept fnd_1a2b3c4d5e --until DATE --because WHY

    Looked at 1 staged file (812 B) with 46 rules in 12 ms. No server, so no ledger:
    only this output says that the scan took place.
    "
  `);
});

test('An unknown that blocks says what would decide it', () => {
  const gap = { path: 'vendor/x.js', reason: 'too-large' as const, detail: '80 MB', expected: false };
  const unknown = decision({
    verdict: 'unknown',
    denied: 0,
    judged: 0,
    newlyDenied: 0,
    reasons: [
      {
        kind: 'unknown',
        what: 'a file is larger than the limit',
        path: 'vendor/x.js',
        remedy: 'exclude it in selvedge.yaml, and say why',
      },
    ],
  });
  const shown = report({
    findings: [],
    decisions: [unknown],
    exitCode: 3,
    scope: { ...clean.scope, notLookedAt: [gap] },
  });
  expect(pretty({ report: shown, rules: new Map() }, terminal, normal)).toMatchInlineSnapshot(`
    "◌ Whether this commit is safe is unknown, and a control must know.

    Decisions at commit
    ◌ UNKNOWN (enforce) no-leaked-secret        a file is larger than the limit
                        → exclude it in selvedge.yaml, and say why

    Not looked at: 1 too large.
      vendor/x.js – too large: 80 MB

    Looked at 1 staged file (812 B) with 46 rules in 12 ms. No server, so no ledger:
    only this output says that the scan took place.
    "
  `);
});

test('A warning blocks nothing and says so', () => {
  const warned = presentation({
    exitCode: 0,
    findings: [finding({ effect: 'warns', confidence: 'possible', standing: 'known' })],
    decisions: [decision({ control: 'no-suspected-secret' as ControlId, mode: 'warn', effect: 'warns' })],
  });
  expect(pretty(warned, terminal, normal)).toMatch(/^▲ Nothing blocks this commit; 1 control warns\.\n/);
});

test('An accepted finding is counted and its end is named', () => {
  const accepted = decision({
    verdict: 'pass',
    effect: 'none',
    denied: 0,
    newlyDenied: 0,
    accepted: 1,
    reasons: [{ kind: 'accepted', finding: finding().id, lease: exception.id, until: exception.end }],
  });
  const shown = presentation({
    exitCode: 0,
    findings: [finding({ effect: 'accepted' })],
    decisions: [accepted, passing],
    exceptions: [exception],
  });
  expect(pretty(shown, terminal, normal)).toBe(
    '● Only 1 accepted finding in 1 staged file · 12 ms · no server, so no ledger\n',
  );
  expect(pretty(shown, terminal, { quiet: false, verbose: true })).toContain('fnd_1a2b3c4d5e until 2027-01-31');
});

test('Of many findings the most urgent are shown in full and the others as a list', () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    finding({
      id: `fnd_${String(at).padStart(32, '0')}` as FindingId,
      effect: at === 39 ? 'blocks' : 'warns',
      location: { ...finding().location, path: `src/${at}.ts` },
    }),
  );
  const text = pretty(presentation({ findings: many }), terminal, normal);
  expect(text.indexOf('src/39.ts')).toBeLessThan(text.indexOf('src/0.ts'));
  expect(text).toContain('35 more findings');
  expect(text).toContain('and 15 more: --verbose shows all');
});

describe('What an attacker wrote', () => {
  const evil = '\u001b[2J\u001b]0;owned\u0007\u202e.ts';
  const shown = presentation({
    findings: [
      finding({
        location: { ...finding().location, path: `src/${evil}` },
        message: evil,
        excerpt: evil,
        context: { startLine: 12, lines: [`x ${evil} y`] },
      }),
    ],
    decisions: [decision({ reasons: [{ kind: 'unknown', what: evil, path: evil, remedy: evil }], verdict: 'unknown' })],
    scope: { ...clean.scope, notLookedAt: [{ path: evil, reason: 'parse-failed', detail: evil, expected: false }] },
    source: { kind: 'range', root: '/' },
    since: evil,
    declared: { from: 'revision', revision: evil, commit: 'c' },
  });

  test('cannot write to the terminal', () => {
    expect(pretty(shown, terminal, { quiet: false, verbose: true })).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test('makes no line wider than the terminal', () => {
    for (const line of pretty(shown, terminal, { quiet: false, verbose: true }).split('\n'))
      expect(columnsShown(line), line).toBeLessThanOrEqual(80);
  });
});

test('Without UTF-8 every mark is ASCII', () => {
  const plain = recordingTerminal({ LANG: 'C' }).terminal;
  const text = pretty(
    presentation({
      finishedAt: '2026-11-22T11:00:00.012Z' as Instant,
      findings: [finding({ excerpt: 'ghp_', context: { startLine: 12, lines: ['ghp_'] } })],
    }),
    plain,
    normal,
  );
  expect(text.replace(/Settings → Developer settings|commit’s/g, '')).toMatch(/^[\n -~]+$/);
});

test('What is wrong with a lockfile is said at its place', () => {
  const one = finding({ message: 'The entry calls itself “a@1.0.0”.', attributes: { problem: 'duplicate' } });
  const shown = pretty(presentation({ findings: [one] }), terminal, normal);
  expect(shown).toContain('\n    The entry calls itself “a@1.0.0”.\n');
});
