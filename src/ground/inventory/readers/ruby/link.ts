import type { DependencyFile } from '#ground/model';
import { askedByManifest } from '../../asked-by-manifest.ts';

/** A Gemfile tells its Gemfile.lock in which groups gems are: those for development and tests are not shipped. */
export function linkRuby(files: readonly DependencyFile[]): readonly DependencyFile[] {
  return askedByManifest(files, [{ lockfile: 'ruby/gemfile-lock', manifest: 'ruby/gemfile' }]);
}
