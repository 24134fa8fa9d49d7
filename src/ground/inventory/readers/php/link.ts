import type { DependencyFile } from '#ground/model';
import { askedByManifest } from '../../asked-by-manifest.ts';

/** A composer.json tells its composer.lock which packages are asked for directly, and with which constraint. */
export function linkPhp(files: readonly DependencyFile[]): readonly DependencyFile[] {
  return askedByManifest(files, [{ lockfile: 'php/composer-lock', manifest: 'php/composer-json' }]);
}
