import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Scope } from '#ground/model';
import type { Tenant } from '#ground/store';
import type { Store } from '#ground/store';
import { forEachStore } from '../../ground/store/testing.ts';
import { applyEvidence, findingCounts, findingHistory, listFindings, readFinding, rebuild } from './index.ts';
import { claim, digest, dump, newSubject, newTenant, rules, scan } from './testing.ts';

forEachStore((open, engine) => {
  let store: Store;
  beforeAll(async () => void (store = await open()));
  afterAll(() => store.close());

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
