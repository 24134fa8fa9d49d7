import type { Address } from './connection.ts';
import { StoreError } from './errors.ts';
import { runningAddress, startEmbedded } from './embedded/server.ts';

/** A folder of an embedded store, or the url of a served one. */
export type Where = { readonly home: string } | { readonly url: string };

/** Runs with the address of the store's server; an embedded one is started for it, unless it runs already for another program. */
export async function withAddress<T>(where: Where, run: (address: Address) => Promise<T>): Promise<T> {
  if ('url' in where) return run({ kind: 'url', url: where.url });
  const server = await startEmbedded(where.home).catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'in-use' && error.pid !== undefined) return undefined;
    throw error;
  });
  if (server === undefined) return run(runningAddress(where.home));
  try {
    return await run(server.address);
  } finally {
    await server.stop();
  }
}
