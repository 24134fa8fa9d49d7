import { parsePurl, PurlError } from '#ground/packages';

/**
 * Under which key a package is looked up, whoever names it: `type/name` with the type of its package URL and the name as the ecosystem
 * compares names. Packages of a distribution have the distribution in the name, and the release apart.
 */
export interface PackageKey {
  /** `npm/@scope/name`, `maven/org.example/name`, `deb/debian/openssl`. */
  readonly key: string;
  /** The type of package URL: `npm`, `deb`. */
  readonly type: string;
  /** A distribution's: `12`, `3.18`, `22.04`. Absent: any. */
  readonly release?: string;
}

/** The key under which a package is looked up: equal for all texts that name one package; undefined for what is no package URL. */
export function packageKeyOf(purl: string): PackageKey | undefined {
  const parsed = parsePurl(purl);
  return parsed instanceof PurlError
    ? undefined
    : keyOfPurl(parsed.type, parsed.namespace, parsed.name, parsed.qualifiers);
}

/**
 * What advisories are published for as a whole: the type of a package URL (`npm`), of a distribution's packages with the distribution
 * (`deb/debian`). Undefined for what is no package URL.
 */
export function packageKindOf(purl: string): string | undefined {
  const key = packageKeyOf(purl);
  return key === undefined ? undefined : kindOfKey(key);
}

/** The key of a package as OSV names it, in any case of its ecosystem; undefined for ecosystems that no package URL can name. */
export function keyOfOsv(ecosystem: string, name: string): PackageKey | undefined {
  const colon = ecosystem.indexOf(':');
  const base = colon === -1 ? ecosystem : ecosystem.slice(0, colon);
  const suffix = colon === -1 ? '' : ecosystem.slice(colon + 1);
  const distribution = distributions.get(base.toLowerCase());
  if (distribution !== undefined) {
    const release = distribution.release(suffix);
    return withRelease(
      { type: distribution.type, key: `${distribution.type}/${distribution.namespace}/${name.toLowerCase()}` },
      release,
    );
  }
  const type = types.get(base.toLowerCase());
  return type === undefined ? undefined : { type, key: `${type}/${comparableName(type, name)}` };
}

/** `deb/debian` of a distribution's package, of others the type: `npm`. */
export function kindOfKey({ type, key }: Pick<PackageKey, 'type' | 'key'>): string {
  return type === 'deb' || type === 'apk' || type === 'rpm' ? key.slice(0, key.lastIndexOf('/')) : type;
}

/** The same by OSV's name of an ecosystem; undefined for ecosystems that no package URL can name. */
export function packageKindOfEcosystem(ecosystem: string): string | undefined {
  const key = keyOfOsv(ecosystem, 'any');
  return key === undefined ? undefined : kindOfKey(key);
}

/** The key of a package by the parts of its package URL, decoded. */
export function keyOfPurl(
  type: string,
  namespace: string | undefined,
  name: string,
  qualifiers: Readonly<Record<string, string>> | undefined,
): PackageKey {
  if (type !== 'deb' && type !== 'apk' && type !== 'rpm') {
    // A Conan package's user and channel are no part of its name there.
    const full = namespace === undefined || type === 'conan' ? name : `${namespace}/${name}`;
    return { type, key: `${type}/${comparableName(type, full)}` };
  }
  const named = namespace?.toLowerCase() ?? '';
  const vendor = vendors.get(named) ?? named;
  const upstream = qualifiers?.['upstream'];
  // Distributions' advisories name source packages.
  const source = upstream === undefined || upstream === '' ? name : upstream.replace(/@.*$/s, '');
  return withRelease(
    { type, key: `${type}/${vendor}/${source.toLowerCase()}` },
    releaseOf(qualifiers?.['distro'], vendor),
  );
}

function comparableName(type: string, name: string): string {
  switch (type) {
    case 'pypi':
      return name.toLowerCase().replace(/[-_.]+/g, '-');
    case 'maven':
      return name.replace(':', '/');
    case 'swift':
      return name
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/\.git$/, '');
    case 'nuget':
    case 'composer':
    case 'github':
    case 'hex':
    case 'pub':
    case 'bitnami':
    case 'vscode-extension':
      return name.toLowerCase();
    default:
      return name;
  }
}

/** By OSV's name in lower case. */
const types: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['pypi', 'pypi'],
  ['go', 'golang'],
  ['maven', 'maven'],
  ['packagist', 'composer'],
  ['crates.io', 'cargo'],
  ['rubygems', 'gem'],
  ['nuget', 'nuget'],
  ['hex', 'hex'],
  ['pub', 'pub'],
  ['conancenter', 'conan'],
  ['cran', 'cran'],
  ['bioconductor', 'bioconductor'],
  ['hackage', 'hackage'],
  ['github actions', 'github'],
  ['swifturl', 'swift'],
  ['bitnami', 'bitnami'],
  ['opam', 'opam'],
  ['julia', 'julia'],
  ['vscode', 'vscode-extension'],
]);

interface Distribution {
  readonly type: 'deb' | 'apk' | 'rpm';
  readonly namespace: string;
  /** The release that stands behind the colon; undefined: all. */
  readonly release: (suffix: string) => string | undefined;
}

const asGiven = (suffix: string): string | undefined => (suffix === '' ? undefined : suffix);
const major = (suffix: string): string | undefined => /^\d+/.exec(suffix)?.[0] ?? asGiven(suffix);

const distributions: ReadonlyMap<string, Distribution> = new Map<string, Distribution>([
  ['debian', { type: 'deb', namespace: 'debian', release: asGiven }],
  [
    'ubuntu',
    { type: 'deb', namespace: 'ubuntu', release: (suffix) => asGiven(suffix.replace(/:LTS$/, '').toLowerCase()) },
  ],
  ['echo', { type: 'deb', namespace: 'echo', release: asGiven }],
  ['alpine', { type: 'apk', namespace: 'alpine', release: (suffix) => asGiven(suffix.replace(/^v/, '')) }],
  ['wolfi', { type: 'apk', namespace: 'wolfi', release: asGiven }],
  ['chainguard', { type: 'apk', namespace: 'chainguard', release: asGiven }],
  ['minimos', { type: 'apk', namespace: 'minimos', release: asGiven }],
  ['alpaquita', { type: 'apk', namespace: 'alpaquita', release: asGiven }],
  ['almalinux', { type: 'rpm', namespace: 'almalinux', release: major }],
  ['rocky linux', { type: 'rpm', namespace: 'rocky', release: major }],
  [
    'red hat',
    {
      type: 'rpm',
      namespace: 'redhat',
      release: (suffix) => /enterprise_linux:(\d+)/.exec(suffix)?.[1] ?? asGiven(suffix),
    },
  ],
  ['opensuse', { type: 'rpm', namespace: 'opensuse', release: lastNumber }],
  ['suse', { type: 'rpm', namespace: 'suse', release: lastNumber }],
  ['mageia', { type: 'rpm', namespace: 'mageia', release: major }],
  ['openeuler', { type: 'rpm', namespace: 'openeuler', release: asGiven }],
  ['photon os', { type: 'rpm', namespace: 'photon', release: asGiven }],
]);

/** `Leap 15.5` is 15.5; `Linux Enterprise Server 15 SP5` is as it is. */
function lastNumber(suffix: string): string | undefined {
  return /^(?:Leap )?(\d+(?:\.\d+)?)$/.exec(suffix)?.[1] ?? asGiven(suffix);
}

const vendors: ReadonlyMap<string, string> = new Map([
  ['rhel', 'redhat'],
  ['rocky-linux', 'rocky'],
  ['rockylinux', 'rocky'],
  ['alma', 'almalinux'],
  ['opensuse-leap', 'opensuse'],
  ['photon os', 'photon'],
  ['sles', 'suse'],
]);

/** Of `debian-12`, `debian-12.5`, `bookworm`, `alpine-3.18.4`, `alpine-3.21.0_alpha20240923`, `ubuntu-22.04`, `rocky-9.3`. */
function releaseOf(distro: string | undefined, vendor: string): string | undefined {
  if (distro === undefined || distro === '') return undefined;
  const codename = codenames.get(distro.replace(/^(?:debian|ubuntu)-/, ''));
  if (codename !== undefined) return codename;
  const number = /^\D*(\d{1,9})(\.\d{1,9})?(?:$|\D)/.exec(distro);
  if (number?.[1] === undefined) return undefined;
  const both = number[1] + (number[2] ?? '');
  return vendor === 'ubuntu' || vendor === 'alpine' || vendor === 'opensuse' || vendor === 'suse' ? both : number[1];
}

/** debian.csv and ubuntu.csv of distro-info-data, releases that still have advisories. */
const codenames: ReadonlyMap<string, string> = new Map([
  ['stretch', '9'],
  ['buster', '10'],
  ['bullseye', '11'],
  ['bookworm', '12'],
  ['trixie', '13'],
  ['forky', '14'],
  ['sid', 'sid'],
  ['xenial', '16.04'],
  ['bionic', '18.04'],
  ['focal', '20.04'],
  ['jammy', '22.04'],
  ['noble', '24.04'],
  ['plucky', '25.04'],
  ['questing', '25.10'],
]);

function withRelease(key: { readonly type: string; readonly key: string }, release: string | undefined): PackageKey {
  return release === undefined ? key : { ...key, release };
}
