import type { DependencyFile } from '#ground/model';
import type { Ecosystem } from './ecosystem.ts';
import { cargo } from './cargo/cargo.ts';
import { go } from './golang/go.ts';
import { npm } from './npm/npm.ts';
import { pnpm } from './pnpm/pnpm.ts';
import { yarn } from './yarn/yarn.ts';
import { poetry } from './python/poetry.ts';
import { requirements } from './python/requirements.ts';
import { uv } from './python/uv.ts';

/** Whose lockfiles can be fixed here. */
export const ecosystems: readonly Ecosystem[] = [npm, pnpm, yarn, go, cargo, requirements, poetry, uv];

/** A file that is edited with another: nothing is planned over it by itself. */
export function isCompanion({ format }: DependencyFile): boolean {
  return ecosystems.some(({ companions }) => companions?.includes(format) === true);
}

export function ecosystemOf({ format, role }: DependencyFile): Ecosystem | undefined {
  return ecosystems.find(
    ({ formats, takesManifests }) =>
      formats.includes(format) && (role === 'lockfile' || (role === 'manifest' && takesManifests === true)),
  );
}
