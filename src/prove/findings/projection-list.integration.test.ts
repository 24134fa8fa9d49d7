import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FindingStatus, severities, withFingerprints } from '#ground/model';
import type { Store } from '#ground/store';
import { forEachStore } from '../../ground/store/testing.ts';
import {
  applyEvidence,
  findingCounts,
  type FindingFilter,
  type ListedFinding,
  openFindings,
  readFinding,
  rebuild,
} from './index.ts';
import { claim, dump, everyPage, exception, newSubject, newTenant, rules, scan } from './testing.ts';

forEachStore((open) => {
  let store: Store;
  beforeAll(async () => void (store = await open()));
  afterAll(() => store.close());

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
});
