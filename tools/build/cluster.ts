import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasName, serverAccount } from '../../src/ground/store/embedded/account.ts';
import { prepareBinaries } from '../../src/ground/store/embedded/binaries.ts';
import { initialise } from '../../src/ground/store/embedded/cluster.ts';
import { packCluster, packedName } from '../../src/ground/store/embedded/packed.ts';
import type { BuildStep } from '../build.ts';

const major = '18';
const output = `dist/assets/${packedName(major)}`;

/**
 * An empty database cluster, which a first start unpacks: quicker than initdb, and works for a user id without a name, as
 * containers have it. Where none can be made (no embedded PostgreSQL for this platform, a nameless user) the file is empty.
 */
export const step: BuildStep = {
  name: 'preparing the embedded database',
  order: 5,
  inputs: ['src/ground/store/embedded/*.ts'],
  outputs: [output],
  async run() {
    mkdirSync('dist/assets', { recursive: true });
    writeFileSync(output, await makeCluster());
  },
};

async function makeCluster(): Promise<Buffer> {
  if (!hasName() || process.platform === 'win32') return Buffer.alloc(0);
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-cluster-'));
  try {
    chmodSync(folder, 0o755);
    const account = serverAccount();
    const binaries = prepareBinaries(folder, account);
    const directory = join(folder, 'data');
    mkdirSync(directory, { mode: 0o700 });
    if (account !== undefined) chownSync(directory, account.uid, account.gid);
    await initialise(directory, binaries, account);
    return binaries.major === major ? packCluster(directory) : Buffer.alloc(0);
  } catch (error) {
    process.stderr.write(
      `no embedded database is prepared: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return Buffer.alloc(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
