import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Claim, Finding, withFingerprints } from './index.ts';

const claim = (path: string, line: number, changes: Partial<Claim> = {}): Claim =>
  Claim.parse({
    rule: 'secrets/github-token',
    severity: 'critical',
    confidence: 'certain',
    locus: { kind: 'secret', value: 'a1b2' },
    location: { path, startLine: line, startColumn: 1, endLine: line, endColumn: 41 },
    message: 'A GitHub token.',
    ...changes,
  });

describe('fingerprints [2:model]', () => {
  test('line, path, message, severity and excerpt are no part of identity', () => {
    const [before] = withFingerprints([claim('a.ts', 1)]);
    const [after] = withFingerprints([
      claim('b/c.ts', 99, { message: 'Another sentence.', severity: 'low', excerpt: 'ghp_…' }),
    ]);
    expect(after!.fingerprint).toBe(before!.fingerprint);
    expect(after!.id).toBe(before!.id);
  });

  test('rule and locus are', () => {
    const all = withFingerprints([
      claim('a.ts', 1),
      claim('a.ts', 1, { rule: 'secrets/other' as Claim['rule'] }),
      claim('a.ts', 1, { locus: { kind: 'secret', value: 'ffff' } }),
    ]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
  });

  test('equals are counted in the order of path and position', () => {
    const all = withFingerprints([claim('b.ts', 1), claim('a.ts', 9), claim('a.ts', 2)]);
    expect(all.map(({ location, ordinal }) => `${location.path}:${location.startLine} #${ordinal}`)).toEqual([
      'a.ts:2 #0',
      'a.ts:9 #1',
      'b.ts:1 #2',
    ]);
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  test('the order in which claims come does not matter', () => {
    const claims = fc.record({
      path: fc.constantFrom('a', 'b'),
      line: fc.integer({ min: 1, max: 3 }),
      message: fc.constantFrom('x', 'y'),
      value: fc.constantFrom('1', '2'),
    });
    fc.assert(
      fc.property(fc.array(claims), fc.nat(), (parts, turn) => {
        const made = parts.map(({ path, line, message, value }) =>
          claim(path, line, { message, locus: { kind: 'secret', value } }),
        );
        const turned = [...made.slice(turn % (made.length + 1)), ...made.slice(0, turn % (made.length + 1))];
        expect(withFingerprints(turned)).toEqual(withFingerprints(made));
      }),
    );
  });

  test('what comes out is a finding', () => {
    expect(Finding.safeParse(withFingerprints([claim('a.ts', 1)])[0]).success).toBe(true);
  });

  test('a fingerprint is what it was in the first release', () => {
    expect(withFingerprints([claim('a.ts', 1)])[0]!.fingerprint).toMatchInlineSnapshot(
      `"sha256:273e5c0d668124415a9cc0df18c7766c744cf902904c5a3d5b4df3e42844ec06"`,
    );
  });
});
