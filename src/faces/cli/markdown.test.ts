import { expect, test } from 'vitest';
import { markdown } from './markdown.ts';
import { clean, finding, presentation } from './testing.ts';

test('A pull request gets what to do, why, the code and the decisions', () => {
  expect(
    markdown(presentation({ stage: 'merge', declared: { from: 'revision', revision: 'origin/main', commit: 'c' } })),
  ).toMatchInlineSnapshot(`
    "### ▲ 1 finding blocks a merge.

    #### GitHub personal access token
    critical · \`src/pay.ts:12\`

    **Do:** Revoke it under Settings → Developer settings, then look through the security log since the commit’s date.

    **Why:** Whoever holds it acts as its owner in every repository that it reaches.

    \`\`\`text
       9 │ export function charge(order: Order) {
      10 │   const client = github({
      11 │     retries: 3,
    > 12 │     token: 'ghp_…9f2a',
      13 │   });
      14 │   return client.charge(order);
      15 │ }
    \`\`\`

    <sub>\`secrets/github-personal-access-token\` · \`fnd_1a2b3c4d5e6f708192a3b4c5d6e7f809\` · accept: \`selvedge accept fnd_1a2b3c4d5e --until DATE --because WHY\`</sub>

    | merge | control | |
    | --- | --- | --- |
    | ▲ fail (enforce) | \`no-leaked-secret\` | 1 finding |

    Controls and exceptions as in \`origin/main\`.

    <sub>Looked at 1 staged file with 46 rules; Selvedge 0.1.0. No server, so no ledger: only this output says that the scan took place.</sub>
    "
  `);
});

test('A pass is two lines', () => {
  expect(markdown({ report: clean, rules: new Map() })).toBe(
    '### ● Nothing found in 1 staged file.\n\n<sub>Looked at 1 staged file with 46 rules; Selvedge 0.1.0. No server, so no ledger: only this output says that the scan took place.</sub>\n',
  );
});

test('What an attacker wrote is no markup, link, mention or end of a code block', () => {
  const evil = '`` ``` @team <img src=x> [a](https://evil.example) | \u202e';
  const text = markdown({
    report: presentation({
      findings: [
        finding({
          message: evil,
          location: { ...finding().location, path: evil },
          context: { startLine: 12, lines: ['```', evil] },
        }),
      ],
      scope: { ...clean.scope, notLookedAt: [] },
    }).report,
    rules: new Map(),
  });
  const outsideCode = text
    .replace(/^(`{3,})[^`\n]*\n[\s\S]*?\n\1$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  expect(outsideCode).not.toMatch(/@team|<img|\]\(|https:\/\/evil/);
  expect(text).not.toContain('\u202e');
});
