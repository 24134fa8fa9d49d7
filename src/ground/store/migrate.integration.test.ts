import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { loadBackup } from './backup/read.ts';
import { type Address, clientConfig, otherDatabase } from './connection.ts';
import { migrate, type Migration } from './migrate.ts';
import { migrations } from './migrations.generated.ts';
import { connectAsOwner } from './roles.ts';
import { connectStore } from './store.ts';
import { emptyDatabase, forEachStore } from './testing.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

forEachStore((_open, engine) => {
  test('[2:migrations] Every migration is applied once, in one transaction, and the next start applies none', async () => {
    const address = await emptyDatabase(engine, false);
    await asOwner(address, async (owner) => {
      expect(await migrate(owner, migrations)).toHaveLength(migrations.length);
      expect(await migrate(owner, migrations)).toEqual([]);
    });
  });

  test('[2:migrations] When one fails, none of them is applied, and the error names it', async () => {
    const address = await emptyDatabase(engine, false);
    const broken: Migration = {
      room: 'ground/store',
      name: '9999_broken',
      digest: 'x',
      sql: 'create table half (id int); select 1/0',
    };
    await asOwner(address, async (owner) => {
      await expect(migrate(owner, [...migrations, broken])).rejects.toThrow(
        /ground\/store\/9999_broken.*division by zero/,
      );
      expect(await tablesOf(owner)).toEqual([]);
      expect(await migrate(owner, migrations)).toHaveLength(migrations.length);
    });
  });

  test('Two programs that start at once on one database migrate it once', async () => {
    const address = await emptyDatabase(engine, false);
    const stores = await Promise.all([1, 2, 3].map(() => connectStore(address, { kind: engine, migrations })));
    const counted = await asOwner(address, (owner) => owner.query('select count(*)::int4 as count from migration'));
    expect(counted.rows).toEqual([{ count: migrations.length }]);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('[2:migrations] Evidence that was kept before decisions looked it up by its analyzers is found by them', async () => {
    const address = await emptyDatabase(engine, false);
    const earlier = migrations.filter(({ room, name }) => room !== 'ground/evidence' || name < '0002');
    const scope = { analyzers: [{ id: 'secrets' }, { id: 'code' }], coverage: { kind: 'everything' } };
    await asOwner(address, async (owner) => {
      await migrate(owner, earlier);
      await owner.query(`set role selvedge_system`);
      await owner.query(
        `insert into project values ('org', 'prj', 'shop', null, '2026-11-01');
         insert into subject (id, organisation, project, kind, identity, name, registered_at)
           values ('sub', 'org', 'prj', 'repository', 'shop', 'shop', '2026-11-01');
         insert into evidence values ('evd', 'org', 'prj', 'sub', 'sha256:0', 'usr', '2026-11-03', null,
           '${JSON.stringify(scope)}', '2026-11-02', '{}', null)`,
      );
      await owner.query(`reset role`);
      await migrate(owner, migrations);
      const { rows } = await owner.query(
        `select evidence, subject, analyzer, coverage, as_of::date::text as "asOf" from evidence_analyzer order by analyzer`,
      );
      const row = { evidence: 'evd', subject: 'sub', coverage: 'everything', asOf: '2026-11-02' };
      expect(rows).toEqual([
        { ...row, analyzer: 'code' },
        { ...row, analyzer: 'secrets' },
      ]);
    });
  });

  for (const fixture of readdirSync(fixtures)) {
    test(`[2:migrations] The database of release ${fixture.replace('.backup', '')} migrates forward, with its rows, to the schema of a new one`, async () => {
      const [old, fresh] = await Promise.all([emptyDatabase(engine, false), emptyDatabase(engine, true)]);
      const { rows } = await loadBackup(old, join(fixtures, fixture), async () => undefined);
      expect(rows).toBeGreaterThan(10);
      expect(await asOwner(old, schemaOf)).toEqual(await asOwner(fresh, schemaOf));
    });
  }
});

test('A server that does not answer is named, without its password', async () => {
  const attempt = connectStore(
    { kind: 'url', url: 'postgres://ada:hunter2@127.0.0.1:1/selvedge' },
    { kind: 'served', migrations },
  );
  const error = (await attempt.catch((caught: unknown) => caught)) as Error;
  expect(error).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('127.0.0.1:1/selvedge') as string,
  });
  expect(error.message).not.toContain('hunter2');
});

test('A login that may not make our roles is told what an administrator types', async ({ skip }) => {
  const { served } = inject('testServers');
  if (typeof served === 'string') throw skip(`no served PostgreSQL: ${served}`);
  const admin = new Client(clientConfig(served.admin, 'owner'));
  await admin.connect();
  const { rows } = await admin.query<{ isSuper: boolean }>(
    'select rolsuper as "isSuper" from pg_roles where rolname = current_user',
  );
  if (rows[0]?.isSuper !== true) {
    await admin.end();
    throw skip('it needs a superuser, to make a login that may do nothing');
  }
  await admin.query("create role stranger login password 'stranger'");
  await admin.query('create database strangers owner stranger');
  const url = new URL(served.admin.kind === 'url' ? served.admin.url : '');
  [url.username, url.password] = ['stranger', 'stranger'];
  const attempt = connectStore(otherDatabase({ kind: 'url', url: url.href }, 'strangers'), {
    kind: 'served',
    migrations,
  });
  await expect(attempt).rejects.toMatchObject({
    code: 'missing-privilege',
    message: expect.stringContaining('grant selvedge_tenant, selvedge_system to') as string,
  });
  await admin.query('drop database strangers');
  await admin.query('drop role stranger');
  await admin.end();
});

async function asOwner<T>(address: Address, run: (owner: Client) => Promise<T>): Promise<T> {
  const owner = await connectAsOwner(address);
  try {
    return await run(owner);
  } finally {
    await owner.end();
  }
}

async function tablesOf(owner: Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = to_regnamespace('selvedge') and relkind = 'r'",
  );
  return rows.map(({ name }) => name);
}

/** Columns, constraints, indexes, policies and grants, as text. */
async function schemaOf(owner: Client): Promise<unknown[]> {
  const { rows } = await owner.query(`
    select 'column' as kind, c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '') as definition
      from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'selvedge'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'selvedge'::regnamespace
    union all select 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indrelid where c.relnamespace = 'selvedge'::regnamespace
    union all select 'policy', polrelid::regclass || '.' || polname, pg_get_expr(polqual, polrelid) from pg_policy
    union all select 'table', relname, relrowsecurity || ' ' || relforcerowsecurity || ' ' || coalesce(relacl::text, '') from pg_class where relnamespace = 'selvedge'::regnamespace and relkind = 'r'
    order by 1, 2, 3`);
  return rows;
}
