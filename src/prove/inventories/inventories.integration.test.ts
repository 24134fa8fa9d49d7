import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Advisories, Advisory, Match } from '#ground/advisories';
import { ActorId, newId, now, type OrganisationId, type ProjectId, type SubjectId } from '#ground/model';
import type { Store, Tenant, Transaction } from '#ground/store';
import { forEachStore } from '../../ground/store/testing.ts';
import { forgetState, keepInventory, keepState, listAffected, listCut, rematch } from './index.ts';

/** Of which each package is affected by as many advisories as asked for. */
function advisoriesOf(count: number): Advisories {
  const matches = Array.from({ length: count }, (_, advisory) => ({
    advisory,
    id: `GHSA-${String(advisory).padStart(6, '0')}`,
    kind: 'vulnerability',
    verdict: 'affected',
  }));
  const detail = (ref: number) => ({
    id: matches[ref]!.id,
    aliases: [`CVE-${ref}`],
    kind: 'vulnerability',
    modified: 0,
  });
  return {
    match: (): readonly Match[] => matches as unknown as Match[],
    detail: (ref: number) => detail(ref) as unknown as Advisory,
  } as unknown as Advisories;
}

/** The same, with the sizes of what is asked in it kept. */
function measured(tx: Transaction, sizes: { rows: number; characters: number }): Transaction {
  return {
    async query<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      const rows = await tx.query<Row>(sql, parameters);
      const texts = parameters.flatMap((value) => (typeof value === 'string' ? [value.length] : []));
      sizes.rows = Math.max(sizes.rows, rows.length);
      sizes.characters = Math.max(sizes.characters, ...texts);
      return rows;
    },
    afterCommit: (run) => tx.afterCommit(run),
  };
}

function newTenant(): Tenant {
  return { organisation: newId<OrganisationId>('org') };
}

const tables = ['inventory', 'inventory_package', 'inventory_match', 'inventory_watch'];

forEachStore((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  async function inventoryOf({ organisation }: Tenant, names: readonly string[]): Promise<SubjectId> {
    const subject = newId<SubjectId>('sub');
    const packages = names.map((name) => ({ purl: `pkg:npm/${name}@1.0.0`, key: `npm ${name}` }));
    const by = { project: newId<ProjectId>('prj'), submittedBy: ActorId.parse('system:test'), digest: 'none' };
    await store.transaction({ organisation }, (tx) =>
      keepInventory(tx, { organisation, subject, packages, ...by }, now()),
    );
    return subject;
  }

  test('An inventory with more matches than are kept of one is cut, which is recorded, and no statement is large [4:watch]', async () => {
    const tenant = newTenant();
    const names = Array.from({ length: 70 }, (_, at) => `p${String(at).padStart(3, '0')}`);
    const subject = await inventoryOf(tenant, names);
    const small = await inventoryOf(tenant, ['p000']);
    const sizes = { rows: 0, characters: 0 };
    const pass = (keys: readonly string[] | undefined, count: number) =>
      store.transaction(tenant, (tx) =>
        rematch(measured(tx, sizes), advisoriesOf(count), { keys }, tenant.organisation, now(), 20_000),
      );
    const cut = () => store.transaction(tenant, (tx) => listCut(tx, {}, 10));
    const first = await pass(undefined, 400);
    expect(first).toMatchObject({ newly: 20_400, affected: 20_400, leftOut: new Map([[subject, 8000]]) });
    expect(sizes.characters).toBeLessThan(3_000_000);
    expect(await cut()).toEqual([{ subject, leftOut: 8000 }]);
    expect(await pass(undefined, 400)).toMatchObject({ newly: 0, ended: 0, leftOut: new Map([[subject, 8000]]) });
    expect(sizes.rows).toBeLessThan(25_000);
    // Of part of the packages alone nothing is known about the rest.
    expect(await pass(['npm p000'], 300)).toMatchObject({ newly: 0, ended: 200, leftOut: new Map() });
    expect(await cut()).toEqual([{ subject, leftOut: 8000 }]);
    expect(await pass(undefined, 100)).toMatchObject({ newly: 2000, leftOut: new Map() });
    expect(await cut()).toEqual([]);
    const list = await store.transaction(tenant, (tx) =>
      listAffected(tx, { subject: small }, { after: [], limit: 1000 }),
    );
    expect(list).toHaveLength(100);
  });

  test('An organisation sees and changes nothing of what another is made of [4:watch]', async () => {
    const [mine, theirs] = [newTenant(), newTenant()];
    const subject = await inventoryOf(mine, ['a', 'b']);
    await store.transaction(mine, async (tx) => {
      await rematch(tx, advisoriesOf(3), {}, mine.organisation, now());
      await keepState(tx, mine.organisation, 'known', now());
    });
    const rows = (tx: Transaction) =>
      Promise.all(
        tables.map((table) => tx.query(`select * from ${table} where organisation = $1`, [mine.organisation])),
      );
    const before = await store.transaction(mine, rows);
    expect(before.map(({ length }) => length)).toEqual([1, 2, 6, 1]);
    expect((await store.transaction(theirs, rows)).flat()).toEqual([]);
    await store.transaction(theirs, async (tx) => {
      for (const table of tables) {
        const { organisation } = mine;
        const changed = await tx.query(
          `update ${table} set organisation = organisation where organisation = $1 returning 1`,
          [organisation],
        );
        expect([table, changed]).toEqual([table, []]);
        expect([
          table,
          await tx.query(`delete from ${table} where organisation = $1 returning 1`, [organisation]),
        ]).toEqual([table, []]);
      }
      expect(await rematch(tx, advisoriesOf(0), { subject }, theirs.organisation, now())).toMatchObject({
        packages: 0,
      });
      expect(await listAffected(tx, { advisory: 'CVE-1' }, { after: [], limit: 10 })).toEqual([]);
    });
    const state = (tx: Transaction) => forgetState(tx, mine.organisation, now());
    const project = newId<ProjectId>('prj');
    const fresh = { project, subject, submittedBy: ActorId.parse('system:test'), digest: 'theirs', packages: [] };
    const inventory = (tx: Transaction) => keepInventory(tx, { ...fresh, organisation: mine.organisation }, now());
    const matches = (tx: Transaction) =>
      tx.query(
        `insert into inventory_match (organisation, project, subject, purl, advisory, ids, kind, verdict, since)
         values ($1, $2, $3, 'pkg:npm/c', 'X-1', array['X-1'], 'vulnerability', 'affected', now())`,
        [mine.organisation, project, subject],
      );
    const packages = (tx: Transaction) =>
      tx.query(`insert into inventory_package values ($1, $2, $3, 'pkg:npm/c', 'npm c')`, [
        mine.organisation,
        project,
        subject,
      ]);
    for (const foreign of [state, inventory, matches, packages])
      await expect(store.transaction(theirs, async (tx) => void (await foreign(tx)))).rejects.toThrow(
        'row-level security',
      );
    expect(await store.transaction(mine, rows)).toEqual(before);
  });
});
