import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Instant, RuleId } from '#ground/model';
import { withFingerprints } from '#ground/model';
import { directiveIn, inlineExceptions } from './inline.ts';

const at = '2026-11-22T12:00:00.000Z' as Instant;

function findingAt(path: string, startLine: number, rule = 'secrets/github-personal-access-token'): Finding {
  const [finding] = withFingerprints([
    {
      rule: rule as RuleId,
      severity: 'high',
      confidence: 'likely',
      locus: { kind: 'secret', value: 'ab' },
      location: { path, startLine, startColumn: 1, endLine: startLine, endColumn: 2 },
      message: 'A token',
      attributes: {},
    },
  ]);
  return finding!;
}

async function outcome(lines: readonly string[], finding: Finding, merged?: readonly string[] | 'no file') {
  const { leases, notes } = await inlineExceptions({
    findings: [finding],
    texts: new Map([[finding.location.path, lines.join('\n')]]),
    at,
    ...(merged !== undefined && {
      target: {
        name: 'main',
        read: async () => (merged === 'no file' ? undefined : merged.join('\n')),
        // The finding stands wherever a line says x, and another one where it says y.
        claimsOf: async (path, text) =>
          text.split('\n').flatMap((line, at) =>
            /^[xy]/.test(line)
              ? [
                  {
                    ...findingAt(path, at + 1),
                    locus: { kind: 'secret' as const, value: line.startsWith('x') ? 'ab' : 'cd' },
                  },
                ]
              : [],
          ),
      },
    }),
  });
  return leases.length > 0 ? leases : (notes.get(finding.id) ?? 'nothing');
}

const rule = 'secrets/github-personal-access-token';
const allow = `// selvedge: allow ${rule} until 2027-01-31 because it opens a sandbox that is emptied each night`;

describe('a comment that allows a rule [3:secrets-inline-allow]', () => {
  test.each([
    ['on the line itself', [`const t = 'x'; ${allow}`], 1],
    ['on the line above', [allow, `const t = 'x';`], 2],
    [
      'above another such comment',
      [allow, '# selvedge: allow secrets/other until 2027-01-31 because of something else', 'x'],
      3,
    ],
    ['in capitals', [allow.replace('allow', 'ALLOW').replace('until', 'UNTIL').replace('because', 'BECAUSE'), 'x'], 2],
    ['for several rules', [allow.replace(rule, `secrets/other, ${rule}`), 'x'], 2],
  ])('counts %s', async (_, lines, line) => {
    expect(await outcome(lines, findingAt('a.ts', line))).toMatchObject([
      {
        kind: 'exception',
        covers: { rule },
        end: '2027-02-01T00:00:00.000Z',
        start: at,
        requester: 'a comment in a.ts',
      },
    ]);
  });

  test.each([
    ['a line further up', [allow, '', 'x'], 3],
    ['the line below', ['x', allow], 1],
    ['another rule', [allow.replace(rule, 'secrets/other'), 'x'], 2],
    ['a comment behind other code', [`const y = 1; ${allow}`, 'x'], 2],
    ['a word that only begins so', ['// selvedge: allowed', 'x'], 2],
  ])('says nothing of %s', async (_, lines, line) => {
    expect(await outcome(lines, findingAt('a.ts', line))).toBe('nothing');
  });

  test.each([
    ['without an end', `// selvedge: allow ${rule} because it is old`, 'is not understood: it must be'],
    ['without a reason', `// selvedge: allow ${rule} until 2027-01-31`, 'is not understood'],
    ['for every rule', '// selvedge: allow * until 2027-01-31 because I say so, for once', '* is no rule'],
    ['that has ended', allow.replace('2027-01-31', '2026-11-21'), 'it ended on 2026-11-21'],
    ['for more than a year', allow.replace('2027', '2029'), 'the latest end is'],
    ['with a date that no calendar has', allow.replace('2027-01-31', '2027-02-30'), '2027-02-30 is no date'],
    ['with a reason that says nothing', allow.replace(/because .*/, 'because x'), 'at least 10 characters'],
  ])('does not count %s, and the report says why', async (_, comment, why) => {
    expect(await outcome([comment, 'x'], findingAt('a.ts', 2))).toContain(why);
  });

  test('holds to the end of its day, UTC', async () => {
    expect(await outcome([allow.replace('2027-01-31', '2026-11-22'), 'x'], findingAt('a.ts', 2))).toMatchObject([
      { end: '2026-11-23T00:00:00.000Z' },
    ]);
  });

  test('counts from merge on for what the target branch has beside it, wherever in the file, and for nothing else', async () => {
    const finding = findingAt('a.ts', 2);
    const waits = 'counts when main has both';
    expect(await outcome([allow, 'x'], finding, ['x'])).toContain(waits);
    expect(await outcome([allow, 'x'], finding, 'no file')).toContain(waits);
    expect(await outcome([allow, 'x'], finding, ['', '', allow, 'x'])).toHaveLength(1);
    expect(await outcome([allow, 'x'], finding, [allow, 'y'])).toContain(waits);
    expect(await outcome([allow, 'x'], finding, [allow, 'y', 'x'])).toContain(waits);
    expect(await outcome([allow, 'x'], finding, [allow.replace('2027-01-31', '2026-12-01'), 'x'])).toContain(waits);
  });

  test('is the same lease in every scan', async () => {
    const first = await outcome([allow, 'x'], findingAt('a.ts', 2));
    expect(await outcome(['', '', allow, 'x'], findingAt('a.ts', 4))).toEqual(first);
  });

  test.each([
    ['/* selvedge: allow secrets/a until 2027-01-31 because it is a test key */', 'it is a test key'],
    ['<!-- selvedge: allow secrets/a until 2027-01-31 because it is a test key -->', 'it is a test key'],
    ['{/* selvedge: allow secrets/a until 2027-01-31 because it is a test key */}', 'it is a test key'],
    ['{# selvedge: allow secrets/a until 2027-01-31 because it is a test key #}', 'it is a test key'],
    ['# selvedge: allow secrets/a until 2027-01-31 because because until allow', 'because until allow'],
  ])('reads the reason out of %s', (line, because) => {
    expect(directiveIn(line)).toMatchObject({ because });
  });

  test('any line gives an answer', () => {
    const words = fc.constantFrom('selvedge:', 'allow', 'until', 'because', 'secrets/a', '2027-01-31', ',', '*/', ' ');
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
        const found = directiveIn(parts.join(' '));
        if (found === undefined || 'problem' in found) return;
        expect(found.rules.length).toBeGreaterThan(0);
        expect(found.rules.every((one) => /^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(one))).toBe(true);
      }),
    );
  });
});
