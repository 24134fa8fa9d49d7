/** An OSV ecosystem in the terms of package URLs. */
export interface OsvEcosystem {
  readonly type: string;
  /** The vendor, where purls of the type have one: `debian`, `redhat`. */
  readonly namespace?: string;
  /** The release of a distribution, as OSV writes it after the colon: `12`, `v3.19`, `22.04:LTS`. */
  readonly release?: string;
}

/** `Debian:12` → deb, debian, 12; `crates.io` → cargo. Undefined for ecosystems that no purl type stands for (Linux, OSS-Fuzz, Android, GIT). */
export function readOsvEcosystem(text: string): OsvEcosystem | undefined {
  const colon = text.indexOf(':');
  const name = colon === -1 ? text : text.slice(0, colon);
  const ecosystem = byName.get(name.toLowerCase());
  if (ecosystem === undefined) return undefined;
  const release = colon === -1 ? '' : text.slice(colon + 1);
  return release === '' ? ecosystem : { ...ecosystem, release };
}

/** The purl type alone. */
export function purlTypeOf(osvEcosystem: string): string | undefined {
  return readOsvEcosystem(osvEcosystem)?.type;
}

/**
 * The OSV ecosystem of a package: of a distribution’s package with its release, where the qualifier `distro` tells it (`debian-12`, `bookworm`,
 * `alpine-3.19.1`, `ubuntu-22.04`). Undefined when OSV has none for it.
 */
export function osvEcosystemOf(purlType: string, namespace?: string, distro?: string): string | undefined {
  const vendor = namespace?.toLowerCase();
  const name = byPlace.get(purlType) ?? (vendor === undefined ? undefined : byPlace.get(`${purlType}/${vendor}`));
  if (name === undefined || distro === undefined) return name;
  const release = releaseOf(name, distro.toLowerCase());
  return release === undefined ? name : `${name}:${release}`;
}

const ecosystems: readonly (readonly [name: string, type: string, namespace?: string])[] = [
  ['npm', 'npm'],
  ['PyPI', 'pypi'],
  ['Go', 'golang'],
  ['Maven', 'maven'],
  ['crates.io', 'cargo'],
  ['RubyGems', 'gem'],
  ['NuGet', 'nuget'],
  ['Packagist', 'composer'],
  ['Hex', 'hex'],
  ['Pub', 'pub'],
  ['CRAN', 'cran'],
  ['Bioconductor', 'bioconductor'],
  ['Hackage', 'hackage'],
  ['ConanCenter', 'conan'],
  ['SwiftURL', 'swift'],
  ['GitHub Actions', 'github'],
  ['Julia', 'julia'],
  ['opam', 'opam'],
  ['VSCode', 'vscode-extension'],
  ['Bitnami', 'bitnami'],
  ['Debian', 'deb', 'debian'],
  ['Ubuntu', 'deb', 'ubuntu'],
  ['Echo', 'deb', 'echo'],
  ['Alpine', 'apk', 'alpine'],
  ['Alpaquita', 'apk', 'alpaquita'],
  ['Chainguard', 'apk', 'chainguard'],
  ['Wolfi', 'apk', 'wolfi'],
  ['MinimOS', 'apk', 'minimos'],
  ['Red Hat', 'rpm', 'redhat'],
  ['Rocky Linux', 'rpm', 'rocky-linux'],
  ['AlmaLinux', 'rpm', 'almalinux'],
  ['SUSE', 'rpm', 'suse'],
  ['openSUSE', 'rpm', 'opensuse'],
  ['Mageia', 'rpm', 'mageia'],
  ['Photon OS', 'rpm', 'photon'],
  ['openEuler', 'rpm', 'openeuler'],
  ['Azure Linux', 'rpm', 'azure-linux'],
];

/** Other names that scanners give a vendor in purls. */
const otherNamespaces: readonly (readonly [place: string, name: string])[] = [
  ['rpm/rhel', 'Red Hat'],
  ['rpm/rocky', 'Rocky Linux'],
  ['rpm/rockylinux', 'Rocky Linux'],
  ['rpm/alma', 'AlmaLinux'],
  ['rpm/opensuse-leap', 'openSUSE'],
  ['rpm/sles', 'SUSE'],
  ['rpm/azurelinux', 'Azure Linux'],
  ['rpm/photon os', 'Photon OS'],
  ['githubactions', 'GitHub Actions'],
];

const byName: ReadonlyMap<string, OsvEcosystem> = new Map(
  ecosystems.map(([name, type, namespace]) => [
    name.toLowerCase(),
    { type, ...(namespace === undefined ? {} : { namespace }) },
  ]),
);

const byPlace: ReadonlyMap<string, string> = new Map([
  ...ecosystems.map(
    ([name, type, namespace]) => [namespace === undefined ? type : `${type}/${namespace}`, name] as const,
  ),
  ...otherNamespaces,
]);

const codenames: ReadonlyMap<string, string> = new Map([
  ['jessie', '8'],
  ['stretch', '9'],
  ['buster', '10'],
  ['bullseye', '11'],
  ['bookworm', '12'],
  ['trixie', '13'],
  ['forky', '14'],
  ['trusty', '14.04'],
  ['xenial', '16.04'],
  ['bionic', '18.04'],
  ['focal', '20.04'],
  ['jammy', '22.04'],
  ['noble', '24.04'],
]);

function releaseOf(ecosystem: string, distro: string): string | undefined {
  const version =
    codenames.get(distro) ??
    codenames.get(/[a-z]+$/.exec(distro)?.[0] ?? '') ??
    /(\d{1,9}(?:\.\d{1,9})*)$/.exec(distro.slice(-64))?.[1];
  if (version === undefined) return undefined;
  const [major = '', minor] = version.split('.');
  switch (ecosystem) {
    case 'Alpine':
    case 'Alpaquita':
      return minor === undefined ? undefined : `v${major}.${minor}`;
    case 'Debian':
    case 'AlmaLinux':
    case 'Rocky Linux':
      return major;
    case 'Ubuntu':
      return Number(major) % 2 === 0 && minor === '04' ? `${version}:LTS` : version;
    case 'openSUSE':
      return distro.includes('tumbleweed') ? 'Tumbleweed' : `Leap ${version}`;
    case 'Mageia':
    case 'Azure Linux':
    case 'Photon OS':
      return version;
    default:
      return undefined;
  }
}
