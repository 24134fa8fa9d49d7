import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Claim, type Finding, type Scope, withFingerprints } from '#ground/model';
import { cpuTime } from '../../ground/model/testing.ts';
import { type Matched, matchFindings, type PriorFinding } from './index.ts';

// Few rules, files, lines and loci, so that collisions, which are what is hard, are the rule.
const path = fc.constantFrom('a.ts', 'b.ts', 'lib/a.ts', 'lib/c.ts', 'vendor/x/d.ts');
const rule = fc.constantFrom('secrets/token', 'secrets/password', 'code/eval');
const word = fc.constantFrom('p', 'q', 'r');
const locus = fc.oneof(
  fc.record({ kind: fc.constant('secret' as const), value: word }),
  fc.record({ kind: fc.constant('secret' as const), symbol: word, path }),
  fc.record({ kind: fc.constant('symbol' as const), symbol: word, snippet: word, path }),
  fc.record({
    kind: fc.constant('package' as const),
    purl: fc.constantFrom('pkg:npm/p@1', 'pkg:npm/p@2'),
    manifest: path,
  }),
  fc.record({ kind: fc.constant('file' as const), path }),
);
const claim = fc
  .record({ rule, locus, path, line: fc.integer({ min: 1, max: 6 }), excerpt: fc.option(word, { nil: undefined }) })
  .map(({ rule, locus, path, line, excerpt }) => {
    const at = 'path' in locus ? locus.path : 'manifest' in locus ? locus.manifest : path;
    const location = { path: at, startLine: line, startColumn: 1, endLine: line, endColumn: 5 };
    return {
      rule,
      severity: 'low',
      confidence: 'likely',
      locus,
      location,
      message: 'm',
      excerpt,
      attributes: {},
    } as Claim;
  });
const findings = fc.array(claim, { maxLength: 14 }).map((claims) => withFingerprints(claims));
const prior = fc.array(fc.tuple(claim, fc.boolean()), { maxLength: 14 }).map((drawn) => {
  const closed = new Map(drawn);
  return withFingerprints(drawn.map(([claim]) => claim)).map((finding, index): PriorFinding => ({
    ...finding,
    closed: [...closed.values()][index] ?? false,
  }));
});

const digest = `sha256:${'0'.repeat(64)}`;
const gap = fc.record({
  path: fc.constantFrom('a.ts', 'lib/', 'vendor/', 'vendor/x/'),
  reason: fc.constant('unreadable' as const),
  expected: fc.boolean(),
});
const scope = fc
  .record({
    coverage: fc.oneof(
      fc.constant({ kind: 'everything' as const }),
      fc.record({ kind: fc.constantFrom('paths' as const, 'ranges' as const), paths: fc.uniqueArray(path) }),
    ),
    ids: fc.uniqueArray(rule),
    notLookedAt: fc.array(gap, { maxLength: 2 }),
  })
  .map(
    ({ coverage, ids, notLookedAt }) =>
      ({
        analyzers: ['secrets', 'code'].map((id) => ({ id, digest })),
        rules: { digest, count: ids.length, ids },
        source: 'working-tree',
        coverage,
        files: 5,
        bytes: 5,
        notLookedAt,
      }) as Scope,
  );
const request = fc.record({ prior, current: findings, scope });

const summary = (matched: Matched) => ({
  current: Object.fromEntries(
    matched.current.map(({ finding, tier, because }) => [finding.fingerprint, { id: finding.id, tier, because }]),
  ),
  closed: matched.closed,
  keptOpen: matched.keptOpen,
});

const move = (path: string): string => `moved/${path}`;
const everything = {
  analyzers: ['secrets', 'code'].map((id) => ({ id, digest })),
  rules: { digest, count: 3, ids: ['secrets/token', 'secrets/password', 'code/eval'] },
  source: 'working-tree',
  coverage: { kind: 'everything' },
  files: 5,
  bytes: 5,
  notLookedAt: [],
} as unknown as Scope; // digests are branded

describe('whatever the scans', () => {
  test('the order in which findings are given changes nothing', () => {
    fc.assert(
      fc.property(request, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (given, random) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, key: random.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ value }) => value);
        expect(
          summary(matchFindings({ ...given, prior: shuffled(given.prior), current: shuffled(given.current) })),
        ).toEqual(summary(matchFindings(given)));
      }),
      { numRuns: 400 },
    );
  });

  test('every pairing is one to one, every id is used once, and every open prior finding is paired, closed or kept open', () => {
    fc.assert(
      fc.property(request, (given) => {
        const matched = matchFindings(given);
        const ids = matched.current.map(({ finding }) => finding.id);
        expect(new Set(ids).size).toBe(ids.length);
        const priorIds = new Set(given.prior.map(({ id }) => id));
        for (const { finding, tier } of matched.current) expect(priorIds.has(finding.id)).toBe(tier !== 'new');
        const open = given.prior.filter(({ closed }) => closed !== true).map(({ id }) => id);
        const accounted = [
          ...matched.closed.map(({ id }) => id),
          ...matched.keptOpen.map(({ id }) => id),
          ...ids.filter((id) => open.includes(id)),
        ];
        expect(accounted.sort()).toEqual(open.sort());
      }),
      { numRuns: 400 },
    );
  });

  test('a finding closes only in a file that was looked at, by a rule that ran', () => {
    fc.assert(
      fc.property(request, (given) => {
        const closed = new Set(matchFindings(given).closed.map(({ id }) => id));
        for (const finding of given.prior.filter(({ id }) => closed.has(id))) {
          const { coverage, notLookedAt, rules } = given.scope;
          expect(coverage.kind).not.toBe('ranges');
          if (coverage.kind === 'paths') expect(coverage.paths).toContain(finding.location.path);
          expect(rules.ids).toContain(finding.rule);
          for (const { path = '' } of notLookedAt)
            expect(
              path === finding.location.path || (path.endsWith('/') && finding.location.path.startsWith(path)),
            ).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a secret never takes the id of a secret of another value', () => {
    fc.assert(
      fc.property(request, (given) => {
        const was = new Map(given.prior.map((finding) => [finding.id, finding]));
        for (const { finding } of matchFindings(given).current) {
          const before = was.get(finding.id)?.locus;
          if (finding.locus.kind === 'secret' && before?.kind === 'secret')
            expect(before.value).toBe(finding.locus.value);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('scanning the same again changes no id, and says so of all', () => {
    fc.assert(
      fc.property(request, (given) => {
        const first: Finding[] = matchFindings(given).current.map(({ finding }) => finding);
        const again = matchFindings({ prior: first, current: withFingerprints(given.current), scope: given.scope });
        expect(again.current.map(({ finding }) => finding.id).sort()).toEqual(first.map(({ id }) => id).sort());
        expect(again.current.filter(({ tier }) => tier === 'new')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('a full scan after all files moved into another folder keeps every id', () => {
    fc.assert(
      fc.property(findings, (before) => {
        const after = before.map((finding) => {
          const locus =
            'path' in finding.locus
              ? { ...finding.locus, path: move(finding.locus.path ?? '') }
              : 'manifest' in finding.locus
                ? { ...finding.locus, manifest: move(finding.locus.manifest) }
                : finding.locus;
          return {
            ...finding,
            locus,
            excerpt: finding.excerpt ?? 'x',
            location: { ...finding.location, path: move(finding.location.path) },
          };
        });
        const named = before.map((finding) => ({ ...finding, excerpt: finding.excerpt ?? 'x' }));
        const matched = matchFindings({ prior: named, current: withFingerprints(after), scope: everything });
        expect(matched.closed).toEqual([]);
        expect(matched.current.map(({ finding }) => finding.id).sort()).toEqual(before.map(({ id }) => id).sort());
      }),
      { numRuns: 200 },
    );
  });
});

function equals(count: number, firstLine: number): Finding[] {
  const claims = Array.from({ length: count }, (_, index) => {
    const location = {
      path: 'a.ts',
      startLine: firstLine + index,
      startColumn: 1,
      endLine: firstLine + index,
      endColumn: 2,
    };
    return {
      rule: 'secrets/token',
      severity: 'low',
      confidence: 'likely',
      locus: { kind: 'secret', value: 'v' },
      location,
      message: 'm',
      attributes: {},
    };
  });
  return withFingerprints(claims as unknown as Claim[]); // rule ids are branded
}

test('ten thousand equal findings in one file pair in less than two seconds', () => {
  const [prior, current] = [equals(10_000, 1), equals(10_000, 7)];
  const start = cpuTime();
  const matched = matchFindings({ prior, current, scope: everything });
  expect(cpuTime() - start).toBeLessThan(2_000);
  expect(matched.closed).toEqual([]);
});
