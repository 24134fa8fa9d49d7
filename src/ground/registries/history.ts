import { isRecord, listIn, member, membersIn, textIn, textsIn, timeOf } from './fields.ts';
import type { PackageHistory, PublishedVersion, Release } from './registry.ts';

const mostReleases = 50_000;

/** Of npm's full document (github.com/npm/registry, docs/REGISTRY-API.md). */
export function npmHistory(document: unknown): PackageHistory {
  const times = new Map(textsIn(document, 'time', 64));
  const releases = membersIn(document, 'versions')
    .slice(0, mostReleases)
    .map(([version, entry]): Release => {
      const publishedAt = timeOf(times.get(version));
      const deprecated = textIn(entry, 'deprecated');
      const licence = textIn(entry, 'license', 500) ?? textIn(member(entry, 'license'), 'type', 500);
      return {
        version,
        ...(publishedAt !== undefined && { publishedAt }),
        ...(deprecated !== undefined && deprecated !== '' && { deprecated: deprecated.slice(0, 500) }),
        runsScripts: member(entry, 'hasInstallScript') === true || hasInstallScript(entry),
        isAttested: isRecord(member(member(entry, 'dist'), 'attestations')),
        ...(licence !== undefined && { licence }),
      };
    });
  const newest = releases.find(({ version }) => version === textIn(member(document, 'dist-tags'), 'latest', 256));
  const maintainers = listIn(document, 'maintainers').length;
  return {
    releases,
    ...(newest?.deprecated !== undefined && { deprecated: newest.deprecated }),
    ...(maintainers > 0 && { maintainers }),
  };
}

/** The scripts that npm runs on a machine that installs the package. */
function hasInstallScript(entry: unknown): boolean {
  const scripts = new Map(textsIn(entry, 'scripts'));
  return ['preinstall', 'install', 'postinstall'].some((name) => scripts.has(name));
}

/** Of the simple index of Python (PEP 691, PEP 700; provenance: PEP 740, project status: PEP 792), and the releases in it. */
export function pypiHistory(document: unknown, versions: readonly PublishedVersion[]): PackageHistory {
  const attested = new Set<string>();
  let tells = false;
  for (const file of listIn(document, 'files')) {
    tells ||= member(file, 'provenance') !== undefined;
    const name = textIn(file, 'filename', 512);
    if (name !== undefined && typeof member(file, 'provenance') === 'string') attested.add(name);
  }
  const status = textIn(member(document, 'project-status'), 'status', 64);
  const reason = textIn(member(document, 'project-status'), 'reason', 500);
  const words = reason === undefined || reason === '' ? status : reason;
  return {
    releases: versions.map((version) => ({
      ...releaseOf(version),
      ...(tells && { isAttested: version.files.some(({ name }) => attested.has(name)) }),
    })),
    ...((status === 'archived' || status === 'quarantined') && words !== undefined && { archived: words }),
    ...(status === 'deprecated' && words !== undefined && { deprecated: words }),
  };
}

/** Of a registry that tells no more than its list of versions. */
export function plainHistory(versions: readonly PublishedVersion[]): PackageHistory {
  const deprecated = versions.at(-1)?.deprecated;
  return { releases: versions.map(releaseOf), ...(deprecated !== undefined && { deprecated }) };
}

function releaseOf({ version, publishedAt, yanked, deprecated }: PublishedVersion): Release {
  return {
    version,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(yanked !== undefined && { yanked: yanked.slice(0, 500) }),
    ...(deprecated !== undefined && { deprecated: deprecated.slice(0, 500) }),
  };
}
