import { newId, type OrganisationId, type ProjectId } from '#ground/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from 'pg';
import { clientConfig } from './connection.ts';
import { isUniqueViolation, StoreError } from './errors.ts';
import { openStore } from './open.ts';
import { forEachStore, type TestStore } from './testing.ts';

const acme = newId<OrganisationId>('org');
const globex = newId<OrganisationId>('org');
const shop = newId<ProjectId>('prj');
const bank = newId<ProjectId>('prj');

forEachStore((open) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await open();
    await asOwner(
      store,
      "create table note (id text primary key, organisation text not null, project text, words text not null); select protect('note')",
    );
  });
  afterAll(() => store.close());

  test('[2:store-both] What a transaction wrote is there after it, with the types that the model uses', async () => {
    await store.transaction({ organisation: acme }, (tx) =>
      tx.query('insert into note values ($1, $2, null, $3)', ['types', acme, 'kept']),
    );
    const [row] = await store.transaction({ organisation: acme }, (tx) =>
      tx.query(
        "select words, 9007199254740993::int8 as big, 7::int4 as small, timestamptz '2026-11-22 10:00:00.1+02' as at, date '2026-11-22' as day, '{\"a\":[1]}'::jsonb as json from note where id = 'types'",
      ),
    );
    expect(row).toEqual({
      words: 'kept',
      big: 9007199254740993n,
      small: 7,
      at: '2026-11-22T08:00:00.100Z',
      day: '2026-11-22',
      json: { a: [1] },
    });
  });

  test('A transaction whose function rejects leaves nothing, and rejects with the same error', async () => {
    const refusal = new Error('no');
    const attempt = store.transaction({ organisation: acme }, async (tx) => {
      await tx.query('insert into note values ($1, $2, null, $3)', ['refused', acme, 'x']);
      throw refusal;
    });
    await expect(attempt).rejects.toBe(refusal);
    expect(await idsOf(store, acme)).not.toContain('refused');
  });

  test('A statement that failed and was swallowed does not end as a commit', async () => {
    const attempt = store.transaction({ organisation: acme }, async (tx) => {
      await tx.query('insert into note values ($1, $2, null, $3)', ['swallowed', acme, 'x']);
      await tx.query('select 1/0').catch(() => undefined);
    });
    await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
    expect(await idsOf(store, acme)).not.toContain('swallowed');
  });

  test('[2:row-level-security] Reading across organisations gets nothing, and writing across is refused', async () => {
    await store.transaction({ organisation: globex }, (tx) =>
      tx.query('insert into note values ($1, $2, null, $3)', ['theirs', globex, 'secret']),
    );
    expect(await idsOf(store, acme)).not.toContain('theirs');
    const stolen = await store.transaction({ organisation: acme }, (tx) =>
      tx.query("select * from note where id = 'theirs' or organisation = $1", [globex]),
    );
    expect(stolen).toEqual([]);
    const changed = await store.transaction({ organisation: acme }, (tx) =>
      tx.query("update note set words = 'mine' returning id"),
    );
    expect(changed.map(({ id }) => id)).not.toContain('theirs');
    const planted = store.transaction({ organisation: acme }, (tx) =>
      tx.query('insert into note values ($1, $2, null, $3)', ['planted', globex, 'x']),
    );
    await expect(planted).rejects.toMatchObject({ code: 'missing-privilege' });
    const moved = store.transaction({ organisation: acme }, (tx) =>
      tx.query('update note set organisation = $1', [globex]),
    );
    await expect(moved).rejects.toMatchObject({ code: 'missing-privilege' });
  });

  test('[2:row-level-security] A transaction narrowed to a project sees that project, and what belongs to none', async () => {
    await store.transaction({ organisation: acme }, (tx) =>
      tx.query('insert into note values ($1, $4, $2, $5), ($3, $4, $6, $5), ($7, $4, null, $5)', [
        'in-shop',
        shop,
        'in-bank',
        acme,
        'x',
        bank,
        'in-none',
      ]),
    );
    const seen = await store.transaction({ organisation: acme, project: shop }, (tx) =>
      tx.query<{ id: string }>("select id from note where id like 'in-%' order by id"),
    );
    expect(seen.map(({ id }) => id)).toEqual(['in-none', 'in-shop']);
  });

  test('[2:row-level-security] A connection that served one tenant shows the next one nothing of it', async () => {
    await store.transaction({ organisation: globex, project: bank }, (tx) => tx.query('select 1'));
    const settings = await Promise.all(
      Array.from({ length: 10 }, () =>
        store.system((tx) =>
          tx.query<{ left: string | null }>(
            "select nullif(current_setting('selvedge.organisation', true), '') as left",
          ),
        ),
      ),
    );
    expect(new Set(settings.flat().map((row) => row.left))).toEqual(new Set([null]));
  });

  test('[2:row-level-security] The roles that serve transactions are no superusers, bypass nothing, and own no table', async () => {
    const [tenant] = await store.transaction({ organisation: acme }, (tx) =>
      tx.query(
        'select current_user as role, rolsuper or rolbypassrls or rolcreaterole as strong from pg_roles where rolname = current_user',
      ),
    );
    const [system] = await store.system((tx) =>
      tx.query(
        'select current_user as role, rolsuper or rolbypassrls or rolcreaterole as strong from pg_roles where rolname = current_user',
      ),
    );
    expect([tenant, system]).toEqual([
      { role: 'selvedge_tenant', strong: false },
      { role: 'selvedge_system', strong: false },
    ]);
    const owned = await store.system((tx) =>
      tx.query(
        "select relname from pg_class where relowner in ('selvedge_tenant'::regrole, 'selvedge_system'::regrole)",
      ),
    );
    expect(owned).toEqual([]);
  });

  test('[2:row-level-security] Every table with an organisation enables and forces row-level security, with a policy', async () => {
    expect(await unprotectedTables(store)).toEqual([]);
    await asOwner(store, 'create table forgotten (organisation text not null)');
    expect(await unprotectedTables(store)).toEqual(['forgotten']);
    await asOwner(store, 'drop table forgotten');
  });

  test('A statement that comes after its transaction is refused, and one that nobody awaited is done before the commit', async () => {
    let leaked: { query(sql: string): Promise<unknown> } | undefined;
    await store.transaction({ organisation: acme }, async (tx) => {
      leaked = tx;
      void tx.query('insert into note values ($1, $2, null, $3)', ['unawaited', acme, 'x']);
    });
    expect(await idsOf(store, acme)).toContain('unawaited');
    await expect(leaked!.query('select 1')).rejects.toThrow('an await is missing');
  });

  test('A read-only transaction refuses to write', async () => {
    const attempt = store.transaction(
      { organisation: acme },
      (tx) => tx.query('insert into note values ($1, $2, null, $3)', ['ro', acme, 'x']),
      { readOnly: true },
    );
    await expect(attempt).rejects.toThrow('read-only');
  });

  test('A row that is there already is told from other errors', async () => {
    const attempt = store.transaction({ organisation: acme }, (tx) =>
      tx.query("insert into note values ('twice', $1, null, 'x'), ('twice', $1, null, 'x')", [acme]),
    );
    const error = await attempt.catch((caught: unknown) => caught);
    expect(isUniqueViolation(error, 'note_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'other')).toBe(false);
  });

  test('What waits for the commit runs after it, and not at all without one', async () => {
    const ran: string[] = [];
    await store.transaction({ organisation: acme }, async (tx) => tx.afterCommit(() => ran.push('committed')));
    await store
      .transaction({ organisation: acme }, async (tx) => {
        tx.afterCommit(() => ran.push('rolled back'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(ran).toEqual(['committed']);
  });

  test('Connections that the server ends are replaced, and the next transaction does not notice', async () => {
    await asOwner(
      store,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = current_user',
    );
    expect(await store.transaction({ organisation: acme }, (tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
    expect(await store.health()).toMatchObject({ ok: true, problem: undefined });
  });

  test('A connection that breaks in the middle rejects with connection-lost, and nothing is kept', async () => {
    const attempt = store.transaction({ organisation: acme }, async (tx) => {
      await tx.query('insert into note values ($1, $2, null, $3)', ['cut', acme, 'x']);
      const [{ pid }] = (await tx.query<{ pid: number }>('select pg_backend_pid() as pid')) as [{ pid: number }];
      await asOwner(store, `select pg_terminate_backend(${pid})`);
      await tx.query('select 1');
    });
    await expect(attempt).rejects.toMatchObject({ code: 'connection-lost' });
    expect(await idsOf(store, acme)).not.toContain('cut');
  });

  test('[2:row-level-security] Options in a url do not take the role away', async () => {
    const url =
      store.address.kind === 'url'
        ? store.address.url
        : `socket://${store.address.user}@${store.address.directory}?db=${store.address.database}`;
    const other = await openStore({
      url: `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c role=none -c work_mem=5MB')}`,
    });
    const [seen] = await other.transaction({ organisation: acme }, (tx) =>
      tx.query("select current_user as role, current_setting('work_mem') as memory"),
    );
    expect(seen).toEqual({ role: 'selvedge_tenant', memory: '5MB' });
    await other.close();
  });

  test('After close, transactions are refused by name', async () => {
    const other = await open();
    await other.close();
    await expect(other.transaction({ organisation: acme }, async () => 1)).rejects.toThrow(StoreError);
  });
});

async function idsOf(store: TestStore, organisation: OrganisationId): Promise<string[]> {
  const rows = await store.transaction({ organisation }, (tx) => tx.query<{ id: string }>('select id from note'));
  return rows.map(({ id }) => id);
}

async function unprotectedTables(store: TestStore): Promise<string[]> {
  const rows = await store.system((tx) =>
    tx.query<{ name: string }>(`
      select c.relname as name from pg_class c
      where c.relnamespace = 'selvedge'::regnamespace and c.relkind in ('r', 'p')
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation' and not a.attisdropped)
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
      order by 1`),
  );
  return rows.map(({ name }) => name);
}

async function asOwner(store: TestStore, sql: string): Promise<void> {
  const client = new Client(clientConfig(store.address, 'owner'));
  await client.connect();
  try {
    await client.query(sql);
    await client.query('grant select, insert, update, delete on all tables in schema selvedge to selvedge_system');
  } finally {
    await client.end();
  }
}
