import { expect, test } from 'vitest';
import type { ReportedFinding } from '#flows/scan';
import { columnsShown } from './terminal.ts';
import { dependencyBlock } from './dependency-block.ts';
import { finding, presentation, recordingTerminal } from './testing.ts';

const { terminal } = recordingTerminal();

function about(
  advisory: string,
  attributes: ReportedFinding['attributes'],
  more: Partial<ReportedFinding> = {},
): ReportedFinding {
  return {
    ...finding(),
    rule: 'dependencies/known-vulnerability' as ReportedFinding['rule'],
    severity: 'high',
    effect: 'warns',
    locus: { kind: 'package', purl: 'pkg:npm/qs', manifest: 'package-lock.json', advisory },
    location: { path: 'package-lock.json', startLine: 602, startColumn: 1, endLine: 606, endColumn: 1 },
    message: `qs 6.7.0 is affected by ${advisory}`,
    attributes: {
      package: 'qs',
      version: '6.7.0',
      purl: 'pkg:npm/qs@6.7.0',
      advisory,
      scope: 'production',
      ...attributes,
    },
    ...more,
  };
}

const worst = about('GHSA-hrpp-h998-j3pp', {
  summary: 'qs vulnerable to Prototype Pollution, which lets a request hang the process',
  cvss: 75,
  fixed: '6.7.3',
  target: '6.8.3',
  fixDistance: 'minor',
  via: 'express > body-parser',
  priority: 472,
  because: 'Reachable from src/server.ts:1; CVSS 7.5 (high); the fix is a minor version away (6.8.3).',
});
const other = about('GHSA-aaaa-bbbb-cccc', { summary: 'Something else', priority: 100 }, { severity: 'low' });
const single = about('GHSA-dddd-eeee-ffff', {
  package: '\u001b[31mlodash',
  purl: 'pkg:npm/lodash@1.0.0',
  version: '1.0.0',
  summary: 'No fix yet',
  priority: 900,
});

test('advisories are shown by package: to which version, whose, and why first, in at most 80 columns [4:priority]', () => {
  const shown = dependencyBlock([other, worst, single], presentation(), terminal, 5);
  expect(shown).toMatchInlineSnapshot(`
    "▲ 2 dependencies with 3 published advisories

      ▲ \\x1b[31mlodash 1.0.0                   package-lock.json:602  fnd_1a2b3c4d5e
        GHSA-dddd-eeee-ffff  high  No fix yet
        priority 900: direct, production

      ▲ qs 6.7.0 → 6.8.3 (minor)               package-lock.json:602  fnd_1a2b3c4d5e
        GHSA-hrpp-h998-j3pp  high 7.5  qs vulnerable to Prototype Pollution, which …
        GHSA-aaaa-bbbb-cccc  low  Something else
        priority 472: brought in by express > body-parser, production; reachable
        from src/server.ts:1; CVSS 7.5 (high); the fix is a minor version away
        (6.8.3)."
  `);
  for (const line of shown.split('\n')) expect(columnsShown(line)).toBeLessThanOrEqual(80);
});

test('packages beyond the limit are counted', () => {
  expect(dependencyBlock([worst, single], presentation(), terminal, 1)).toContain('and 1 more package');
});
