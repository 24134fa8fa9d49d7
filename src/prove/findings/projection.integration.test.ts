import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finding, type FindingId, newId, withFingerprints } from '#ground/model';
import type { Store } from '#ground/store';
import { forEachStore } from '../../ground/store/testing.ts';
import {
  applyEvidence,
  changesOf,
  findingCounts,
  findingHistory,
  listFindings,
  openFindings,
  readFinding,
} from './index.ts';
import { claim, everyPage, exception, letPass, newSubject, newTenant, on, scan } from './testing.ts';

forEachStore((open) => {
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
        letPass(365 * 24 * 60 * 60 * 1000);
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
});
