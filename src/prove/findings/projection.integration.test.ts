import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Claim,
  type Finding,
  type FindingId,
  type FindingStatus,
  type Lease,
  newId,
  type Scope,
  type Severity,
  severities,
  withFingerprints,
} from '#ground/model';
import type { Store, Tenant, Transaction } from '#ground/store';
import { forEachStore } from '../../ground/store/testing.ts';
import {
  applyEvidence,
  changesOf,
  findingCounts,
  findingHistory,
  type FindingFilter,
  type ListedFinding,
  listFindings,
  openFindings,
  readFinding,
  rebuild,
  type SubmittedScan,
} from './index.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const rules = ['secrets/token', 'secrets/password', 'code/eval'];

function claim(
  fields: Partial<{
    rule: string;
    path: string;
    line: number;
    severity: Severity;
    confidence: string;
    value: string;
    message: string;
    excerpt: string;
    way: string;
  }> = {},
): Claim {
  const {
    rule = 'secrets/token',
    path = 'src/pay.ts',
    line = 10,
    severity = 'high',
    confidence = 'certain',
    value = 'v1',
    message = 'A token stands in the code.',
    excerpt = 'ghp_…',
    way,
  } = fields;
  const location = { path, startLine: line, startColumn: 1, endLine: line, endColumn: 9 };
  return {
    rule,
    severity,
    confidence,
    locus: { kind: 'secret', value },
    location,
    message,
    excerpt,
    attributes: {},
    context: { startLine: line, lines: [excerpt] },
    ...(way !== undefined && {
      trace: [
        { location, symbol: 'pay', note: `comes in as ${way}`, code: `const it = ${way};` },
        { location, note: 'arrives' },
      ],
      repair: { title: `Take ${way} by itself`, edits: [{ location, text: way }] },
    }),
  } as Claim; // ids are branded
}

let clock = Date.parse('2026-11-01T00:00:00.000Z');

function scan(
  subject: Pick<SubmittedScan, 'project' | 'subject'>,
  claims: readonly Claim[],
  scope: Partial<Scope> = {},
  branch?: string,
): SubmittedScan {
  clock += 60_000;
  const declared = {
    analyzers: ['secrets', 'code'].map((id) => ({ id, digest })),
    rules: { digest, count: 3, ids: rules },
    source: 'working-tree',
    coverage: { kind: 'everything' },
    files: 1,
    bytes: 1,
    notLookedAt: [],
    ...scope,
  };
  const revision = branch === undefined ? {} : { revision: { branch } };
  const predicate = { scope: declared, findings: withFingerprints(claims), ...revision };
  return {
    ...subject,
    id: newId('evd'),
    submittedAt: new Date(clock).toISOString(),
    statement: { predicate },
  } as unknown as SubmittedScan; // the rest of a statement is not read
}

function exception(finding: FindingId, end = '2027-01-01T00:00:00.000Z'): Lease {
  return { kind: 'exception', covers: { finding }, end } as Lease; // the rest of a lease is not read
}

/** A scan of everything, of a branch. */
function on(
  subject: Pick<SubmittedScan, 'project' | 'subject'>,
  branch: string,
  claims: readonly Claim[],
): SubmittedScan {
  return scan(subject, claims, {}, branch);
}

const newSubject = () =>
  ({ project: newId('prj'), subject: newId('sub') }) as Pick<SubmittedScan, 'project' | 'subject'>;

async function everyPage(
  tx: Transaction,
  filter: FindingFilter,
  limit: number,
  exceptions: readonly Lease[] = [],
): Promise<ListedFinding[]> {
  const all: ListedFinding[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFindings(tx, filter, { limit, cursor }, exceptions);
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

const newTenant = (): Tenant => ({ organisation: newId('org') });

const tables = [
  'finding_subject',
  'finding_scan',
  'finding',
  'finding_seen',
  'finding_branch',
  'finding_event',
  'finding_count',
];

async function dump(tx: Transaction): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  for (const table of tables)
    contents[table] = (
      await tx.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t order by 1`)
    ).map(({ row }) => row);
  return contents;
}

forEachStore((open, engine) => {
  let store: Store;
  beforeAll(async () => void (store = await open()));
  afterAll(() => store.close());

  test('a finding opens, moves, is kept open, closes and comes back under one id, and its history says why', async () => {
    const subject = newSubject();
    const scans = [
      scan(subject, [claim({ line: 10 })]),
      scan(subject, [claim({ line: 12 })]),
      scan(subject, [claim({ path: 'src/card.ts', line: 3 })]),
      scan(subject, [], { coverage: { kind: 'paths', paths: ['README.md'] } }),
      scan(subject, []),
      scan(subject, [claim({ path: 'src/card.ts', line: 5 })]),
      scan(subject, [], { coverage: { kind: 'ranges', paths: ['src/card.ts'] } }),
    ];
    await store.transaction(newTenant(), async (tx) => {
      const ids = new Set<FindingId>();
      for (const one of scans) for (const finding of (await applyEvidence(tx, one))!.current) ids.add(finding.id);
      expect(ids.size).toBe(1);
      const [id] = [...ids];
      const history = await findingHistory(tx, id!);
      expect(history.map(({ kind, tier, because }) => [kind, tier ?? '', because])).toEqual([
        ['kept-open', '', 'only changed lines were looked at, which cannot show that it is gone from src/card.ts'],
        [
          'reopened',
          'same-fingerprint',
          'it is back: same rule, and the same secret value in src/card.ts, moved from line 3 to 5',
        ],
        ['closed', '', 'src/card.ts was looked at again with secrets/token, and it is no longer there'],
        ['moved', 'same-locus-moved', 'same rule, and the same secret value, moved from src/pay.ts to src/card.ts'],
        ['opened', '', 'no earlier finding of secrets/token is like it'],
      ]);
      expect(history.map(({ evidence }) => evidence)).toEqual([
        scans[6]!.id,
        scans[5]!.id,
        scans[4]!.id,
        scans[2]!.id,
        scans[0]!.id,
      ]);
      const read = await readFinding(tx, id!, []);
      expect(read).toMatchObject({
        status: 'open',
        firstSeen: scans[0]!.submittedAt,
        lastSeen: scans[5]!.submittedAt,
        finding: { location: { path: 'src/card.ts', startLine: 5 }, context: { lines: ['ghp_…'] } },
      });
      expect(await openFindings(tx, subject)).toMatchObject([
        { finding: { id }, evidence: scans[5]!.id, isNew: false },
      ]);
    });
  });

  test('the way on which a finding comes about is that of the last evidence with it, and stands on its page alone [5:taint]', async () => {
    const subject = newSubject();
    const scans = [
      scan(subject, [claim({ way: 'req.query' })]),
      scan(subject, [claim({ way: 'req.body' })]),
      scan(subject, [], { coverage: { kind: 'paths', paths: ['README.md'] } }),
      scan(subject, []),
    ];
    await store.transaction(newTenant(), async (tx) => {
      const [first] = (await applyEvidence(tx, scans[0]!))!.current;
      const id = first!.id;
      const shown = async () => (await readFinding(tx, id, []))?.finding;
      expect(await shown()).toMatchObject({
        trace: [{ note: 'comes in as req.query', code: 'const it = req.query;' }, { note: 'arrives' }],
      });
      for (const one of scans.slice(1)) {
        expect((await openFindings(tx, subject))[0]!.finding).not.toHaveProperty('trace');
        await applyEvidence(tx, one);
        expect(await shown()).toMatchObject({
          trace: [{ note: 'comes in as req.body', symbol: 'pay' }, { note: 'arrives' }],
          repair: { title: 'Take req.body by itself' },
        });
      }
      const grown = await dump(tx);
      await rebuild(tx, scans);
      expect(await dump(tx)).toEqual(grown);
    });
    await store.transaction(newTenant(), async (tx) => {
      const id = withFingerprints([claim()])[0]!.id;
      expect(await readFinding(tx, id, [])).toBeUndefined();
    });
  });

  test('findings with the longest ways that there may be are written in parts', async () => {
    const location = { path: 'p'.repeat(4096), startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
    const step = { location, symbol: 's'.repeat(1024), note: 'n'.repeat(200), code: 'c'.repeat(400) };
    const trace = Array.from({ length: 32 }, () => step);
    const claims = Array.from({ length: 120 }, (_, at) => ({ ...claim({ value: `long${at}` }), trace }));
    const subject = newSubject();
    await store.transaction(newTenant(), async (tx) => {
      const { current } = (await applyEvidence(tx, scan(subject, claims)))!;
      expect(current).toHaveLength(120);
      for (const { id } of [current[0]!, current.at(-1)!])
        expect((await readFinding(tx, id, []))?.finding.trace).toEqual(trace);
    });
  });

  describe('a finding’s story across branches [3:secrets-story]', () => {
    test('it stays open while a branch has it, closes with the last, and the story names each', async () => {
      const subject = newSubject();
      const scans = [
        on(subject, 'main', [claim()]),
        on(subject, 'fix', [claim()]),
        on(subject, 'fix', []),
        on(subject, 'other', []),
        on(subject, 'main', []),
      ];
      await store.transaction(newTenant(), async (tx) => {
        const applied = [];
        for (const one of scans.slice(0, 4)) applied.push((await applyEvidence(tx, one))!);
        expect(applied.map(({ closed }) => closed.length)).toEqual([0, 0, 0, 0]);
        const id = applied[0]!.current[0]!.id;
        const story = async () => (await findingHistory(tx, id)).map(({ kind, because }) => [kind, because]);
        expect(await readFinding(tx, id, [])).toMatchObject({
          status: 'open',
          branches: [
            { branch: 'main', state: 'present', since: scans[0]!.submittedAt, lastScan: scans[0]!.submittedAt },
            { branch: 'fix', state: 'gone', since: scans[1]!.submittedAt, goneAt: scans[2]!.submittedAt },
          ],
        });
        expect(await story()).toEqual([
          ['kept-open', 'other does not have it, and main still does'],
          ['left', 'it is gone from fix, and main still has it'],
          ['appeared', 'fix has it too'],
          ['opened', 'no earlier finding of secrets/token is like it'],
        ]);
        expect((await applyEvidence(tx, scans[4]!))!.closed).toEqual([id]);
        expect(await readFinding(tx, id, [])).toMatchObject({
          status: 'closed',
          branches: [{ state: 'gone' }, { state: 'gone' }],
        });
        const back = (await applyEvidence(tx, on(subject, 'fix', [claim()])))!;
        expect(back.reopened).toEqual([id]);
        expect(await readFinding(tx, id, [])).toMatchObject({
          branches: [{ branch: 'fix', state: 'present' }, { branch: 'main' }],
        });
      });
    });

    test('a gate judges what the trunks have and the branch that was scanned last: a clean branch absolves no other', async () => {
      const subject = newSubject();
      await store.transaction(newTenant(), async (tx) => {
        const lines = async () =>
          (await openFindings(tx, subject)).map(({ finding }) => finding.location.startLine).toSorted((a, b) => a - b);
        await applyEvidence(tx, on(subject, 'main', [claim({ value: 'old' })]));
        await applyEvidence(tx, on(subject, 'feature', [claim({ value: 'new', line: 30 })]));
        expect(await lines()).toEqual([10, 30]);
        await applyEvidence(tx, on(subject, 'invented', []));
        expect(await lines()).toEqual([10]);
        clock += 365 * 24 * 60 * 60 * 1000;
        expect((await applyEvidence(tx, on(subject, 'another', [])))!.closed).toEqual([]);
      });
    });

    test('what scans without a branch saw counts on each, and any covering scan closes it', async () => {
      const subject = newSubject();
      await store.transaction(newTenant(), async (tx) => {
        await applyEvidence(tx, scan(subject, [claim()]));
        expect(await openFindings(tx, subject)).toHaveLength(1);
        expect((await applyEvidence(tx, on(subject, 'feature', [])))!.closed).toHaveLength(1);
      });
    });
  });

  test('what a scan changed is told with its reasons, and since when', async () => {
    const subject = newSubject();
    const first = scan(subject, [claim({ value: 'v1' }), claim({ value: 'v2', line: 20 })]);
    const second = scan(subject, [claim({ value: 'v2', line: 21 }), claim({ value: 'v3', path: 'src/a.ts' })]);
    await store.transaction(newTenant(), async (tx) => {
      await applyEvidence(tx, first);
      await applyEvidence(tx, second);
      expect((await changesOf(tx, first.id))?.previousAt).toBeUndefined();
      const { previousAt, changes } = (await changesOf(tx, second.id))!;
      expect(previousAt).toBe(first.submittedAt);
      expect(changes.map(({ kind, path, line, because }) => [kind, `${path}:${line}`, because])).toEqual([
        ['opened', 'src/a.ts:10', 'no earlier finding of secrets/token is like it'],
        ['closed', 'src/pay.ts:10', 'src/pay.ts was looked at again with secrets/token, and it is no longer there'],
      ]);
      expect(await changesOf(tx, newId('evd'))).toBeUndefined();
    });
  });

  test('the same evidence counts once', async () => {
    const one = scan(newSubject(), [claim()]);
    await store.transaction(newTenant(), async (tx) => {
      expect((await applyEvidence(tx, one))?.opened).toHaveLength(1);
      expect(await applyEvidence(tx, one)).toBeUndefined();
      expect(await everyPage(tx, {}, 10)).toHaveLength(1);
    });
  });

  test('what a statement says about identity is not believed', async () => {
    const [honest] = withFingerprints([claim()]);
    const forged = {
      ...honest!,
      id: `fnd_${'a'.repeat(32)}`,
      fingerprint: `sha256:${'b'.repeat(64)}`,
      ordinal: 7,
    } as Finding;
    const one = scan(newSubject(), []);
    const withForged = {
      ...one,
      statement: { ...one.statement, predicate: { ...one.statement.predicate, findings: [forged] } },
    };
    await store.transaction(newTenant(), async (tx) => {
      expect((await applyEvidence(tx, withForged))!.current).toMatchObject([
        { id: honest!.id, fingerprint: honest!.fingerprint, ordinal: 0 },
      ]);
    });
  });

  test('two subjects of one project that hold the same secret have two findings with two ids', async () => {
    const first = newSubject();
    const second = { ...first, subject: newSubject().subject };
    await store.transaction(newTenant(), async (tx) => {
      const [a] = (await applyEvidence(tx, scan(first, [claim()])))!.current;
      const [b] = (await applyEvidence(tx, scan(second, [claim()])))!.current;
      expect(a!.id).not.toBe(b!.id);
      expect((await applyEvidence(tx, scan(second, [claim()])))!.current[0]!.id).toBe(b!.id);
    });
  });

  test('an accepted finding is accepted while its exception lasts, and closed when it is gone, whatever the exception says', async () => {
    const subject = newSubject();
    await store.transaction(newTenant(), async (tx) => {
      const [finding] = (await applyEvidence(tx, scan(subject, [claim()])))!.current;
      const accepted = [exception(finding!.id)];
      expect(await listFindings(tx, {}, { limit: 9 }, accepted)).toMatchObject({
        items: [{ status: 'accepted', acceptedUntil: '2027-01-01T00:00:00.000Z' }],
        next: null,
      });
      expect((await listFindings(tx, { status: ['open'] }, { limit: 9 }, accepted)).items).toEqual([]);
      expect(await findingCounts(tx, {}, accepted)).toMatchObject({
        open: 0,
        accepted: 1,
        closed: 0,
        bySeverity: { high: 0 },
        byRule: [],
      });
      await applyEvidence(tx, scan(subject, []));
      expect((await listFindings(tx, {}, { limit: 9 }, accepted)).items).toMatchObject([{ status: 'closed' }]);
      expect(await findingCounts(tx, {}, accepted)).toMatchObject({ open: 0, accepted: 0, closed: 1 });
    });
  });

  test('[2:row-level-security] another organisation, and another project, reads nothing', async () => {
    const [subject, tenant] = [newSubject(), newTenant()];
    const id = await store.transaction(
      tenant,
      async (tx) => (await applyEvidence(tx, scan(subject, [claim()])))!.current[0]!.id,
    );
    const seen = (who: Tenant) =>
      store.transaction(who, async (tx) => [
        (await listFindings(tx, {}, { limit: 9 }, [])).items.length,
        (await findingCounts(tx, {}, [])).open,
        await readFinding(tx, id, []),
        (await findingHistory(tx, id)).length,
      ]);
    expect(await seen(newTenant())).toEqual([0, 0, undefined, 0]);
    expect(await seen({ ...tenant, project: newSubject().project })).toEqual([0, 0, undefined, 0]);
    expect(await seen({ ...tenant, project: subject.project })).toMatchObject([1, 1, { status: 'open' }, 1]);
  });

  test('hostile texts are kept: U+0000, paths longer than an index holds, and half characters', async () => {
    const long = `${'ä'.repeat(2000)}/x.ts`;
    await store.transaction(newTenant(), async (tx) => {
      await applyEvidence(
        tx,
        scan(newSubject(), [claim({ excerpt: 'a\0b', message: 'nul \0 here' }), claim({ path: long, value: 'v2' })]),
      );
      expect((await everyPage(tx, { path: 'ä'.repeat(1500) }, 1)).map(({ location }) => location.path)).toEqual([long]);
      expect((await everyPage(tx, { q: 'NUL' }, 1)).map(({ excerpt }) => excerpt)).toEqual(['a\uFFFDb']);
      expect(await everyPage(tx, { q: '\0', path: 'src\0' }, 1)).toEqual([]);
    });
  });

  test.each([
    '',
    'x',
    'bnVsbA',
    Buffer.from('[1,"a","b",1.5,"c"]').toString('base64url'),
    Buffer.from('[1,"a","\\u0000",1,"c"]').toString('base64url'),
    Buffer.from('[9999999999,"a","b",1,"c"]').toString('base64url'),
  ])('the cursor %j is refused by name', async (cursor) => {
    await store.transaction(newTenant(), async (tx) => {
      await expect(listFindings(tx, {}, { limit: 1, cursor }, [])).rejects.toMatchObject({ code: 'bad-cursor' });
    });
  });

  describe('a list', () => {
    test('shows each finding that fits the filter once, most urgent first, whatever the size of its pages', async () => {
      const tenant = newTenant();
      const [one, two] = [newSubject(), newSubject()];
      const claims = Array.from({ length: 120 }, (_, n) =>
        claim({
          rule: rules[n % 3]!,
          path: `${['src', 'src2', 'lib/Deep'][(n % 7) % 3]}/f${n % 11}.ts`,
          line: (n % 5) + 1,
          severity: severities[n % 4]!,
          confidence: ['certain', 'likely', 'possible'][(n % 5) % 3]!,
          value: `v${n}`,
          message: n % 9 === 0 ? 'Needle in hay' : 'Hay',
        }),
      );
      await store.transaction(tenant, async (tx) => {
        await applyEvidence(tx, scan(one, claims.slice(0, 70)));
        await applyEvidence(tx, scan(one, claims.slice(10, 70)));
        await applyEvidence(tx, scan(two, claims.slice(70)));
        const all = await everyPage(tx, {}, 500);
        expect(all).toHaveLength(120);
        expect(all.filter(({ status }) => status === 'closed')).toHaveLength(10);
        const exceptions = all.filter((_, n) => n % 13 === 0).map(({ id }) => exception(id));
        const covered = new Set(exceptions.map(({ covers }) => covers.finding));
        const statusOf = (finding: ListedFinding): FindingStatus =>
          finding.status === 'closed' ? 'closed' : covered.has(finding.id) ? 'accepted' : 'open';
        const filters: FindingFilter[] = [
          {},
          { status: ['open'] },
          { status: ['accepted'] },
          { status: ['closed'] },
          { status: ['open', 'closed'] },
          { status: ['accepted', 'closed'] },
          { status: ['open', 'accepted'], severity: ['critical', 'low'] },
          { severity: ['medium'], rule: ['code/eval'] as never },
          { rule: ['secrets/token', 'code/eval'] as never, path: 'src/' },
          { path: 'lib/Deep/f1' },
          { q: 'needle' },
          { q: 'NEEDLE f1', status: ['open'] },
          { project: one.project },
          { subject: two.subject, severity: ['high'] },
          { among: all.slice(5, 15).map(({ id }) => id) },
          { among: [] },
          { q: 'nothing like it' },
        ];
        for (const filter of filters) {
          const expected = all.filter(
            (finding) =>
              (filter.status === undefined || filter.status.includes(statusOf(finding))) &&
              (filter.severity === undefined || filter.severity.includes(finding.severity)) &&
              (filter.rule === undefined || filter.rule.includes(finding.rule)) &&
              (filter.path === undefined || finding.location.path.startsWith(filter.path)) &&
              (filter.project === undefined || finding.project === filter.project) &&
              (filter.subject === undefined || finding.subject === filter.subject) &&
              (filter.among === undefined || filter.among.includes(finding.id)) &&
              (filter.q ?? '')
                .toLowerCase()
                .split(' ')
                .every((word) =>
                  `${finding.rule} ${finding.location.path} ${finding.message}`.toLowerCase().includes(word),
                ),
          );
          for (const limit of [1, 7, 500]) {
            const found = await everyPage(tx, filter, limit, exceptions);
            expect(
              found.map(({ id }) => id),
              JSON.stringify({ filter, limit }),
            ).toEqual(expected.map(({ id }) => id));
            expect(found.map(({ status }) => status)).toEqual(expected.map(statusOf));
          }
        }
        const counts = await findingCounts(tx, { project: one.project }, exceptions);
        const ofOne = all.filter(({ project }) => project === one.project);
        expect(counts).toMatchObject({
          open: ofOne.filter((f) => statusOf(f) === 'open').length,
          accepted: ofOne.filter((f) => statusOf(f) === 'accepted').length,
          closed: 10,
        });
        for (const severity of severities)
          expect(counts.bySeverity[severity]).toBe(
            ofOne.filter((f) => statusOf(f) === 'open' && f.severity === severity).length,
          );
      });
    });
  });

  test('[2:projection] what is rebuilt from evidence equals what grew with it, after any sequence of scans', async () => {
    const drawn = fc.record({
      value: fc.constantFrom('v1', 'v2'),
      path: fc.constantFrom('a.ts', 'lib/b.ts'),
      line: fc.integer({ min: 1, max: 3 }),
      rule: fc.constantFrom(...rules),
      way: fc.constantFrom('req.query', 'req.body'),
    });
    const coverage = fc.oneof(
      fc.constant({ kind: 'everything' as const }),
      fc.record({
        kind: fc.constantFrom('paths' as const, 'ranges' as const),
        paths: fc.subarray(['a.ts', 'lib/b.ts']),
      }),
    );
    const sequence = fc.array(
      fc.record({
        claims: fc.array(drawn, { maxLength: 6 }),
        coverage,
        ids: fc.subarray(rules),
        subject: fc.integer({ min: 0, max: 2 }),
        branch: fc.constantFrom(undefined, 'main', 'feature'),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        const [first, second] = [newSubject(), newSubject()];
        const subjects = [first, second, { ...first, subject: newSubject().subject }];
        const scans = steps.map(({ claims, coverage, ids, subject, branch }) =>
          scan(
            subjects[subject]!,
            claims.map((fields) => claim(fields)),
            { coverage, rules: { digest, count: ids.length, ids } as Scope['rules'] },
            branch,
          ),
        );
        await store.transaction(newTenant(), async (tx) => {
          for (const one of scans) await applyEvidence(tx, one);
          const grown = await dump(tx);
          expect(await rebuild(tx, scans)).toBe(scans.length);
          expect(await dump(tx)).toEqual(grown);
          // One project of several, too.
          await rebuild(
            tx,
            scans.filter(({ project }) => project === first.project),
            first.project,
          );
          expect(await dump(tx)).toEqual(grown);
        });
      }),
      { numRuns: engine === 'embedded' ? 40 : 15 },
    );
  });
});
