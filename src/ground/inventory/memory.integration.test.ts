import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const bench = resolve(import.meta.dirname, '../../../bench/dependencies-lockfiles.ts');

test.each(['npm-3', 'pnpm-9'])(
  'a lockfile of 100 MB, as %s writes it, is read within 1 GB [4:lockfile-memory]',
  async (format) => {
    // It fails above 1 GB.
    const { stdout } = await promisify(execFile)(process.execPath, [bench, '100', format]);
    expect(stdout).toMatch(new RegExp(`^${format}\\s+9\\d`, 'm'));
  },
  180_000,
);
