import { describe, expect, test } from 'vitest';
import { type Claim, Finding, type NotLookedAt, type Scope, withFingerprints } from '#ground/model';
import { matchFindings } from './index.ts';

const digest = `sha256:${'0'.repeat(64)}`;

function scope(
  change: {
    coverage?: Scope['coverage'];
    notLookedAt?: Partial<NotLookedAt>[];
    rules?: string[] | undefined;
    analyzers?: string[];
    source?: Scope['source'];
  } = {},
): Scope {
  return {
    analyzers: (change.analyzers ?? ['secrets', 'code']).map((id) => ({ id, digest })),
    rules: {
      digest,
      count: 3,
      ids: 'rules' in change ? change.rules : ['secrets/token', 'secrets/password', 'code/eval'],
    },
    source: change.source ?? 'working-tree',
    coverage: change.coverage ?? { kind: 'everything' },
    files: 10,
    bytes: 1000,
    notLookedAt: (change.notLookedAt ?? []).map((gap) => ({ reason: 'unreadable', expected: false, ...gap })),
  } as Scope; // digests are branded
}

function token(path: string, line: number, value = 'v1', excerpt = 'ghp_…1234'): Claim {
  return claim({ rule: 'secrets/token', path, line, excerpt, locus: { kind: 'secret', value } });
}

function password(path: string, excerpt: string): Claim {
  return claim({
    rule: 'secrets/password',
    path,
    line: 1,
    excerpt,
    locus: { kind: 'secret', symbol: 'password', path },
  });
}

function code(path: string, line: number, symbol: string, snippet: string, excerpt = `eval(${snippet})`): Claim {
  return claim({ rule: 'code/eval', path, line, excerpt, locus: { kind: 'symbol', symbol, snippet, path } });
}

function claim(fields: { rule: string; path: string; line: number; excerpt: string; locus: Claim['locus'] }): Claim {
  const { rule, path, line, excerpt, locus } = fields;
  const location = { path, startLine: line, startColumn: 1, endLine: line, endColumn: 9 };
  return {
    rule,
    severity: 'high',
    confidence: 'certain',
    locus,
    location,
    message: 'found',
    excerpt,
    attributes: {},
  } as Claim; // rule ids are branded
}

function found(...claims: Claim[]): Finding[] {
  return withFingerprints(claims).map((finding) => Finding.parse(finding));
}

const scanOf = (prior: Finding[], current: Finding[], declared = scope()) =>
  matchFindings({ prior, current, scope: declared });

describe('a finding keeps its id', () => {
  test('when nothing changed', () => {
    const [was] = found(token('src/pay.ts', 10));
    const matched = scanOf([was!], found(token('src/pay.ts', 10)));
    expect(matched.current[0]).toMatchObject({ tier: 'same-fingerprint', finding: { id: was!.id } });
    expect(matched.current[0]!.because).toBe('same rule, and the same secret value on the same line of src/pay.ts');
  });

  test('when lines above it were added', () => {
    const [was] = found(code('src/a.ts', 10, 'charge', 's1'));
    const matched = scanOf([was!], found(code('src/a.ts', 60, 'charge', 's1')));
    expect(matched.current[0]!.because).toBe(
      'same rule, and the same code in charge in src/a.ts, moved from line 10 to 60',
    );
    expect(matched.current[0]!.finding.id).toBe(was!.id);
  });

  test('when an equal one above it goes: the one that stays is the one whose text stays', () => {
    const prior = found(
      token('a.ts', 10, 'v1', 'const first = ghp_…'),
      token('a.ts', 20, 'v1', 'const second = ghp_…'),
    );
    const matched = scanOf(prior, found(token('a.ts', 19, 'v1', 'const second = ghp_…')));
    expect(matched.current[0]).toMatchObject({ tier: 'same-locus', finding: { id: prior[1]!.id } });
    expect(matched.closed.map((closing) => closing.id)).toEqual([prior[0]!.id]);
  });

  test('when an equal one in another file goes', () => {
    const prior = found(token('a.ts', 1), token('b.ts', 1));
    const matched = scanOf(prior, found(token('b.ts', 1)));
    expect(matched.current[0]!.finding.id).toBe(prior[1]!.id);
    expect(matched.closed).toEqual([
      { id: prior[0]!.id, because: 'a.ts was looked at again with secrets/token, and it is no longer there' },
    ]);
  });

  test('[2:matcher] when its file is renamed, and when its code moves to another file', () => {
    const prior = found(
      token('src/old.ts', 3),
      code('src/old.ts', 9, 'run', 's1'),
      code('src/old.ts', 20, 'stop', 's2'),
    );
    const matched = scanOf(
      prior,
      found(token('src/new.ts', 3), code('src/new.ts', 9, 'run', 's1'), code('src/other.ts', 2, 'stop', 's2')),
    );
    const idByTier = matched.current.map(({ tier, finding }) => [tier, finding.id]);
    expect(idByTier).toContainEqual([
      'same-locus-moved',
      prior.find((finding) => finding.rule === 'secrets/token')!.id,
    ]);
    expect(new Set(matched.current.map(({ finding }) => finding.id))).toEqual(new Set(prior.map(({ id }) => id)));
    expect(matched.closed).toEqual([]);
  });

  test('when its function gets another name, and when its code is edited', () => {
    const prior = found(code('a.ts', 5, 'charge', 's1'), code('b.ts', 5, 'refund', 's2', 'eval(x)'));
    const matched = scanOf(
      prior,
      found(code('a.ts', 5, 'chargeCard', 's1', 'eval(s1) // now'), code('b.ts', 7, 'refund', 's3', 'eval(y)')),
    );
    expect(matched.current.map(({ tier }) => tier)).toEqual(['same-symbol', 'same-symbol']);
    expect(matched.current.map(({ finding }) => finding.id)).toEqual(prior.map(({ id }) => id));
    expect(matched.current[0]!.because).toBe('same code in a.ts, now in chargeCard instead of charge');
  });

  test('when it comes back after it was closed', () => {
    const [was] = found(token('a.ts', 1));
    const matched = matchFindings({
      prior: [{ ...was!, closed: true }],
      current: found(token('b.ts', 4)),
      scope: scope(),
    });
    expect(matched.current[0]).toMatchObject({ tier: 'same-locus-moved', finding: { id: was!.id } });
    expect(matched.current[0]!.because).toMatch(/^it is back: /);
  });
});

describe('a finding is new', () => {
  test('when a secret in the same place has another value, even if the redactions look alike', () => {
    const [was] = found(token('a.ts', 1, 'v1', 'ghp_…'));
    const matched = scanOf([was!], found(token('a.ts', 1, 'v2', 'ghp_…')));
    expect(matched.current[0]!.tier).toBe('new');
    expect(matched.closed.map(({ id }) => id)).toEqual([was!.id]);
  });

  test('when it is the same secret in another file, and the first file was not looked at: it gets an id of its own', () => {
    const [was] = found(token('a.ts', 1));
    const matched = scanOf([was!], found(token('b.ts', 1)), scope({ coverage: { kind: 'paths', paths: ['b.ts'] } }));
    expect(matched.current[0]!.tier).toBe('new');
    expect(matched.current[0]!.finding.id).not.toBe(was!.id);
    expect(matched.keptOpen).toEqual([
      { id: was!.id, code: 'path-not-covered', because: 'a.ts was not part of this scan' },
    ]);
  });

  test('when a password is in another file under the same name: only the text could say that it moved', () => {
    const [was] = found(password('test/config.yaml', 'password: te…'));
    expect(scanOf([was!], found(password('prod/config.yaml', 'password: pr…'))).current[0]!.tier).toBe('new');
    expect(scanOf([was!], found(password('prod/config.yaml', 'password: te…'))).current[0]!.tier).toBe('file-moved');
  });
});

function absent(declared: Scope, seenIn?: Scope['source']) {
  const [was] = found(token('src/pay/card.ts', 10));
  return matchFindings({ prior: [seenIn === undefined ? was! : { ...was!, seenIn }], current: [], scope: declared });
}

function keptOpen(declared: Scope, seenIn?: Scope['source']): string[] {
  return absent(declared, seenIn).keptOpen.map(({ code, because }) => `${code}: ${because}`);
}

describe('[2:matcher] an absent finding', () => {
  test('closes when its file was looked at with its rule', () => {
    expect(absent(scope()).closed).toHaveLength(1);
    expect(absent(scope({ coverage: { kind: 'paths', paths: ['src/pay/card.ts'] } })).closed).toHaveLength(1);
  });

  test('stays open when only changed lines were looked at', () => {
    expect(keptOpen(scope({ coverage: { kind: 'ranges', paths: ['src/pay/card.ts'] } }))).toEqual([
      'changed-lines-only: only changed lines were looked at, which cannot show that it is gone from src/pay/card.ts',
    ]);
  });

  test('stays open when another file was looked at', () => {
    expect(keptOpen(scope({ coverage: { kind: 'paths', paths: ['src/pay/card.tsx'] } }))).toEqual([
      'path-not-covered: src/pay/card.ts was not part of this scan',
    ]);
  });

  test('stays open when its analyzer or its rule did not run, or nobody says which rules did', () => {
    expect(keptOpen(scope({ analyzers: ['code'] }))).toEqual([
      'analyzer-did-not-run: the secrets analyzer did not run',
    ]);
    expect(keptOpen(scope({ rules: ['secrets/password'] }))).toEqual([
      'rule-did-not-run: the rule secrets/token did not run',
    ]);
    expect(keptOpen(scope({ rules: undefined }))).toEqual([
      'rule-did-not-run: the scan does not say which rules ran, so secrets/token may not have',
    ]);
  });

  test.each([
    ['its file', { path: 'src/pay/card.ts' }, 'not-looked-at: src/pay/card.ts was not looked at (unreadable)'],
    [
      'a folder above it',
      { path: 'src/', reason: 'submodule', expected: true },
      'not-looked-at: src/ was not looked at (submodule)',
    ],
    [
      'its file by its rule',
      { path: 'src/pay/card.ts', by: 'secrets/token', reason: 'rule-timed-out' },
      'not-looked-at: src/pay/card.ts was not looked at (rule-timed-out)',
    ],
    [
      'everything by its analyzer',
      { by: 'secrets', reason: 'analyzer-failed' },
      'not-looked-at: secrets was not looked at (analyzer-failed)',
    ],
    ['everything', { reason: 'timed-out' }, 'not-looked-at: the subject was not looked at (timed-out)'],
  ] as const)('stays open when %s is under "not looked at"', (_, gap, kept) => {
    expect(keptOpen(scope({ notLookedAt: [gap] }))).toEqual([kept]);
  });

  test.each([
    ['another file', { path: 'src/pay/card.ts.orig' }],
    ['a folder whose name begins alike', { path: 'src/pa/' }],
    ['its file by another analyzer', { path: 'src/pay/card.ts', by: 'code' }],
    ['a kind of data that is not expected here', { by: 'secrets', reason: 'missing-data', expected: true }],
  ] as const)('closes when only %s is under "not looked at"', (_, gap) => {
    expect(absent(scope({ notLookedAt: [gap] })).closed).toHaveLength(1);
  });

  test('stays open in history when it is gone from the working tree', () => {
    expect(keptOpen(scope(), 'history')).toEqual([
      'other-source: it was seen in history, and this scan looked at working-tree',
    ]);
    expect(absent(scope(), 'index').closed).toHaveLength(1);
  });
});
