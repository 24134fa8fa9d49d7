import { startEmbedded } from './embedded/server.ts';
import { migrations } from './migrations.generated.ts';
import { connectStore, type Store } from './store.ts';
import type { Where } from './where.ts';

/** A folder for the embedded database, or the url of a served one (`postgres://…`). */
export type StoreOptions = Where & {
  /** Connections for tenants' transactions; four more serve the system. Default 20. */
  readonly connections?: number;
};

/**
 * Opens the store, and brings its schema to what this program knows. An embedded one lies in `home`, belongs to one
 * process at a time, and is there again at the next start.
 *
 * @throws StoreError, whose message says what to do.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { connections } = options;
  if ('url' in options)
    return connectStore({ kind: 'url', url: options.url }, { kind: 'served', migrations, connections });
  const server = await startEmbedded(options.home);
  try {
    return await connectStore(server.address, {
      kind: 'embedded',
      migrations,
      connections,
      release: () => server.stop(),
      failure: () => server.failure(),
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
}
