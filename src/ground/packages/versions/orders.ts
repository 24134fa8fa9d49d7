import { apk } from './apk.ts';
import { composer } from './composer.ts';
import { conan } from './conan.ts';
import { conda } from './conda.ts';
import { deb } from './deb.ts';
import { cran, hackage } from './dotted.ts';
import { generic } from './generic.ts';
import { maven } from './maven.ts';
import { nuget } from './nuget.ts';
import type { VersionOrder } from './order.ts';
import { pep440 } from './pep440.ts';
import { rpm } from './rpm.ts';
import { rubygems } from './rubygems.ts';
import { golang, npm, pub, semver } from './semver.ts';

/**
 * How versions of packages of a purl type are ordered. `namespace` matters to types that hold systems of several kinds. Types without a documented order of
 * their own get `generic`. Undefined: versions of this type are digests, revisions or labels, and have no order.
 */
export function orderOf(purlType: string, namespace?: string): VersionOrder | undefined {
  if (purlType === 'opkg' || (purlType === 'generic' && namespace === 'opkg')) return deb;
  return orders.get(purlType) ?? (unordered.has(purlType) ? undefined : generic);
}

const orders: ReadonlyMap<string, VersionOrder> = new Map([
  ['npm', npm],
  ['cargo', semver],
  ['hex', semver],
  ['otp', generic],
  ['swift', semver],
  ['julia', semver],
  ['pub', pub],
  ['golang', golang],
  ['pypi', pep440],
  ['conda', conda],
  ['maven', maven],
  ['gem', rubygems],
  ['cocoapods', rubygems],
  ['nuget', nuget],
  ['composer', composer],
  ['deb', deb],
  ['opam', deb],
  ['apk', apk],
  ['rpm', rpm],
  ['alpm', rpm],
  ['cran', cran],
  ['hackage', hackage],
  ['conan', conan],
  // Tags of actions and repositories: v4, v4.1, v4.1.2.
  ['github', semver],
  ['githubactions', semver],
]);

const unordered = new Set(['docker', 'oci', 'git', 'gitlab', 'bitbucket', 'huggingface', 'mlflow', 'swid']);
