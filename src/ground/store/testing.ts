import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { describe, inject } from 'vitest';
import { type Address, clientConfig, otherDatabase } from './connection.ts';
import { migrations } from './migrations.generated.ts';
import { connectStore, type Store } from './store.ts';
import type { TestServer } from './testing.setup.ts';

export type Engine = Store['kind'];

/** A store with an empty, migrated database of its own, on the run's shared server. */
export interface TestStore extends Store {
  /** How the owner of its tables reaches it, for tests of the store itself. */
  readonly address: Address;
}

/**
 * Opens a fresh, migrated store in some 50 ms; close it in `afterAll`. For `*.integration.test.ts` files, whose vitest project
 * starts the server. The embedded engine, unless SELVEDGE_TEST_DATABASE_URL names a served one.
 */
export async function testStore(
  engine: Engine = process.env['SELVEDGE_TEST_DATABASE_URL'] === undefined ? 'embedded' : 'served',
): Promise<TestStore> {
  const address = await emptyDatabase(engine, true);
  return Object.assign(await connectStore(address, { kind: engine, migrations, connections: 10 }), { address });
}

/** The address of a new database: a copy of the migrated one, or an empty one. */
export async function emptyDatabase(engine: Engine, isMigrated: boolean): Promise<Address> {
  const server = serverOf(engine);
  if (typeof server === 'string') throw new Error(`no ${engine} store: ${server}`);
  const name = `${server.template}_${randomBytes(6).toString('hex')}`;
  const admin = new Client(clientConfig(server.admin, 'owner'));
  await admin.connect();
  try {
    await admin.query(
      `create database ${name} owner ${server.owner} template ${isMigrated ? server.template : 'template0'}`,
    );
  } finally {
    await admin.end();
  }
  return otherDatabase(server.address, name);
}

/** Runs the same tests on both engines; where there is no served one, they are skipped and their name says why. */
export function forEachStore(run: (open: () => Promise<TestStore>, engine: Engine) => void): void {
  for (const engine of ['embedded', 'served'] as const) {
    const server = serverOf(engine);
    const isMissing = typeof server === 'string';
    describe.skipIf(isMissing)(isMissing ? `${engine} store (skipped: ${server})` : `${engine} store`, () =>
      run(() => testStore(engine), engine),
    );
  }
}

function serverOf(engine: Engine): TestServer | string {
  return inject('testServers')[engine];
}
