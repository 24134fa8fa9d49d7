import { expect, test } from 'vitest';
import type { RotationList } from '#flows/rotate';
import { json, markdown, pretty } from './rotate.ts';
import { finding, recordingTerminal, report } from './testing.ts';

const rule = {
  id: finding().rule,
  title: 'GitHub personal access token',
  finds: 'A token.',
  why: 'It acts as its owner.',
  severity: 'critical',
  provider: 'GitHub',
  revokeAt: 'https://github.com/settings/tokens',
  references: [],
  fix: 'Delete it, then look through the security log since the day of the commit.',
} as const;
const at = (path: string, line: number) => ({ ...finding().location, path, startLine: line });
const list: RotationList = {
  report: report(),
  steps: [
    {
      provider: 'GitHub',
      revokeAt: rule.revokeAt,
      rules: [
        {
          rule,
          secrets: [
            { finding: finding(), places: [at('src/pay.ts', 12), at('old/pay.ts', 3)], live: true },
            {
              finding: finding(),
              places: Array.from({ length: 8 }, (_, line) => at(`a|b/\u001b[2Jx.ts`, line + 1)),
              gone: true,
            },
          ],
        },
      ],
    },
  ],
  left: { accepted: 1, dead: 2 },
};

test('a list of rotations at the terminal', () => {
  expect(pretty(list, recordingTerminal().terminal)).toMatchInlineSnapshot(`
    "2 secrets to revoke, in this order (scan of shop, 2026-11-22T11:00:00.012Z)

    1. GitHub – https://github.com/settings/tokens
       live     GitHub personal access token  ghp_…9f2a  fnd_1a2b3c4d5e
                src/pay.ts:12
                old/pay.ts:3
       critical GitHub personal access token  ghp_…9f2a  fnd_1a2b3c4d5e
                a|b/\\x1b[2Jx.ts:1, only in the history
                a|b/\\x1b[2Jx.ts:2, only in the history
                a|b/\\x1b[2Jx.ts:3, only in the history
                a|b/\\x1b[2Jx.ts:4, only in the history
                a|b/\\x1b[2Jx.ts:5, only in the history
                and 3 more places
       Do: Delete it, then look through the security log since the day of the
       commit.

    2 secrets that the provider no longer accepts: nothing to revoke.

    1 secret accepted by an exception: selvedge explain says why.
    "
  `);
});

test('a list of rotations to tick off', () => {
  expect(markdown(list)).toMatchInlineSnapshot(`
    "### Revoke 2 secrets of shop

    1. **GitHub**: <https://github.com/settings/tokens>
       - [ ] **live**, critical: GitHub personal access token \`ghp_…9f2a\` in \`src/pay.ts:12\`, \`old/pay.ts:3\`
       - [ ] critical: GitHub personal access token \`ghp_…9f2a\` in \`a|b/\\x1b[2Jx.ts:1\`, \`a|b/\\x1b[2Jx.ts:2\`, \`a|b/\\x1b[2Jx.ts:3\`, \`a|b/\\x1b[2Jx.ts:4\`, \`a|b/\\x1b[2Jx.ts:5\` and 3 more places, only in the history
       - Delete it, then look through the security log since the day of the commit.

    2 secrets that the provider no longer accepts: nothing to revoke.

    1 secret accepted by an exception: selvedge explain says why.
    "
  `);
});

test('a list of rotations for programs', () => {
  expect(JSON.parse(json(list))).toMatchObject({
    version: 1,
    steps: [{ provider: 'GitHub', secrets: [{ live: true, places: [{ path: 'src/pay.ts' }, {}] }, {}] }],
    left: { accepted: 1, dead: 2 },
  });
});

test('nothing to revoke', () => {
  const empty: RotationList = { ...list, steps: [], left: { accepted: 0, dead: 0 } };
  expect(pretty(empty, recordingTerminal().terminal)).toContain('Nothing to revoke');
});
