import { expect, test } from 'vitest';
import { explanationLines } from './explain.ts';
import { columnsShown } from './terminal.ts';
import { control, decision, finding, recordingTerminal, report, tokenRule } from './testing.ts';

const { terminal } = recordingTerminal();

test('A finding is explained by what to do, why, its code, what was decided, and its full id', () => {
  const lines = explanationLines({ kind: 'finding', finding: finding(), rule: tokenRule, report: report() }, terminal);
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "GitHub personal access token
    src/pay.ts:12:12

      Do      Revoke it under Settings → Developer settings, then look through the
              security log since the commit’s date.
      Why     Whoever holds it acts as its owner in every repository that it
              reaches.

         9 │ export function charge(order: Order) {
        10 │   const client = github({
        11 │     retries: 3,
      > 12 │     token: 'ghp_…9f2a',
           │             ^^^^^^^^^
        13 │   });
        14 │   return client.charge(order);
        15 │ }

      FAIL    no-leaked-secret at commit (enforce)
      Is      critical, certain, new
      Rule    secrets/github-personal-access-token
      Id      fnd_1a2b3c4d5e6f708192a3b4c5d6e7f809
      Seen    2026-11-22T11:00:00.012Z at commit"
  `);
});

test('A rule is explained with examples and where the last scan met it', () => {
  const lines = explanationLines({ kind: 'rule', rule: tokenRule, findings: [finding()] }, terminal);
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "GitHub personal access token
    secrets/github-personal-access-token · critical

      Do      Revoke it under Settings → Developer settings, then look through the
              security log since the commit’s date.
      Why     Whoever holds it acts as its owner in every repository that it
              reaches.
      Finds   A classic or fine-grained token, checksum verified.
      Bad     const t = 'ghp_…'
      Good    const t = process.env.GITHUB_TOKEN
      See     CWE-798
              https://docs.github.com/en/authentication

    1 finding in the last scan
      fnd_1a2b3c4d5e  src/pay.ts:12"
  `);
});

test('A control is explained by its question, what it allows, and from which stage on', () => {
  const lines = explanationLines({ kind: 'control', control, decision: decision() }, terminal);
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "No leaked secret
    no-leaked-secret

      Asks    Is every credential that stands in the project known to be harmless?
      Why     Whoever reads the repository holds every credential in it.
      Allows  no finding of secrets that its policy denies
      Serves  CWE-798, SOC2:CC6.1

      commit  enforce
      merge   enforce

      Last    fail at commit: 1 finding

      Policy (Cedar)
        permit (principal, action, resource) when { !context.new };"
  `);
});

test('A rule that somebody wrote cannot write to the terminal', () => {
  const evil = '\u001b[2J\u202e';
  const lines = explanationLines(
    {
      kind: 'rule',
      rule: {
        ...tokenRule,
        title: evil,
        fix: evil,
        why: evil,
        finds: evil,
        references: [`https://a/${evil}`],
        examples: { bad: [evil], good: [evil] },
      },
      findings: [],
    },
    terminal,
  );
  expect(lines.join('\n')).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  for (const line of lines) expect(columnsShown(line)).toBeLessThanOrEqual(80);
});

test('[3:secrets-score-explained] A finding of a generic secret is explained by its score', () => {
  const scored = 'scored 0.93: looks random (6.9 bits a character, words have 3.8) · assigned to `db_password`';
  const lines = explanationLines(
    {
      kind: 'finding',
      finding: { ...finding(), attributes: { score: 93, scored } },
      rule: tokenRule,
      report: report(),
    },
    terminal,
  );
  expect(lines.join('\n')).toContain(
    '  Score   0.93: looks random (6.9 bits a character, words have 3.8) · assigned\n          to `db_password`',
  );
});
