import { createHash } from 'node:crypto';
import type { FeedKind, FeedSource } from './feed.ts';

/** A source as a project or a command names it, before it is known what of it is wanted. */
export interface WantedSource {
  readonly from: SourceName;
  /** OSV's names; only for `osv`. Absent: those of the project. */
  readonly ecosystems?: readonly string[] | undefined;
  /** Another address: a mirror; for `files` the address itself. */
  readonly url?: string | undefined;
  /** For `files`: a folder or file, absolute. */
  readonly path?: string | undefined;
  /** For `files`: what git can clone. */
  readonly git?: string | undefined;
  /** For `files`: what it is called. */
  readonly name?: string | undefined;
  /** For `files`: OSV's name of the ecosystem that it has all advisories about. Absent: its silence says nothing. */
  readonly wholeOf?: string | undefined;
  readonly header?: { readonly name: string; readonly from: string } | undefined;
  readonly limitHours?: number | undefined;
}

/** What can be named, and what it is. */
export const sourceNames = [
  'osv',
  'osv-api',
  'github',
  'github-repository',
  'npm-audit',
  'malicious-packages',
  'kev',
  'epss',
  'end-of-life',
  'deprecations',
  'files',
] as const;
export type SourceName = (typeof sourceNames)[number];

/** What is asked when nobody says what: dumps of the project's ecosystems (malicious packages are in them), and what tells what matters. */
export const defaultSources: readonly WantedSource[] = [
  { from: 'osv' },
  { from: 'kev' },
  { from: 'epss' },
  { from: 'end-of-life' },
];

/** The sources that are meant, one per ecosystem where there are several. */
export function sourcesOf(wanted: readonly WantedSource[], ecosystems: readonly string[]): FeedSource[] {
  const all = wanted.flatMap((one) => meantBy(one, ecosystems));
  return [...new Map(all.map((source) => [source.id, source])).values()];
}

function meantBy(wanted: WantedSource, ecosystems: readonly string[]): FeedSource[] {
  const { from, header, limitHours } = wanted;
  if (from === 'osv')
    return (wanted.ecosystems ?? ecosystems).map((ecosystem) => ({
      ...elsewhere(wanted, { id: sourceIdOfEcosystem(ecosystem), kind: 'osv-bucket', location: addresses.osv }),
      ecosystem,
    }));
  if (from === 'files') {
    const location = wanted.url ?? wanted.git ?? wanted.path ?? '';
    const source = { id: ownSourceId(wanted.name ?? 'files', location), kind: 'osv-files' as const, location };
    return [
      {
        ...source,
        // Who has three records of their own has not all that is published about npm.
        ...(wanted.wholeOf === undefined
          ? { partial: true as const }
          : { ecosystem: ecosystemNamed(wanted.wholeOf) ?? wanted.wholeOf }),
        limitHours: limitHours ?? hoursOf('osv-files'),
        ...(wanted.git !== undefined && { isRepository: true as const }),
        ...(header !== undefined && { header }),
      },
    ];
  }
  const { below, partial, ...known } = others[from];
  return [
    {
      ...elsewhere(wanted, { id: from === 'github-repository' ? 'github' : from, ...known }),
      ...(below !== undefined && { below, namedByIds: true as const }),
      ...(partial === true && { partial }),
    },
  ];
}

const addresses = { osv: 'https://osv-vulnerabilities.storage.googleapis.com' };

interface Known {
  readonly kind: FeedKind;
  readonly location: string;
  readonly below?: readonly string[];
  readonly partial?: true;
}

const others: Readonly<Record<Exclude<SourceName, 'files' | 'osv'>, Known>> = {
  'osv-api': { kind: 'osv-api', location: 'https://api.osv.dev', partial: true },
  github: { kind: 'github-api', location: 'https://api.github.com' },
  'github-repository': {
    kind: 'osv-files',
    location: 'https://codeload.github.com/github/advisory-database/tar.gz/refs/heads/main',
    below: ['advisories/github-reviewed'],
  },
  'npm-audit': { kind: 'npm-audit', location: 'https://registry.npmjs.org', partial: true },
  'malicious-packages': {
    kind: 'osv-files',
    location: 'https://codeload.github.com/ossf/malicious-packages/tar.gz/refs/heads/main',
    below: ['osv'],
    partial: true,
  },
  kev: {
    kind: 'known-exploited',
    location: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  },
  epss: { kind: 'exploit-prediction', location: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz' },
  'end-of-life': { kind: 'end-of-life', location: 'https://endoflife.date/api/v1/products/full' },
  deprecations: { kind: 'deprecations', location: 'the registries that package managers are set to' },
};

/** A source under an address of somebody's own is another source: what one project names must not stand in the place of what others rely on. */
function elsewhere(
  { url, header, limitHours }: WantedSource,
  known: { readonly id: string; readonly kind: FeedKind; readonly location: string },
): FeedSource {
  const isOther = url !== undefined && url.replace(/\/$/, '') !== known.location;
  return {
    ...known,
    ...(isOther && { id: `${known.id}-${shortDigest(url)}`, location: url }),
    limitHours: limitHours ?? hoursOf(known.kind),
    ...(header !== undefined && { header }),
  };
}

/** After how many hours data is stale, unless somebody says otherwise. */
export function hoursOf(kind: FeedKind): number {
  return kind === 'known-exploited' || kind === 'exploit-prediction' || kind === 'end-of-life' ? 24 * 7 : 72;
}

/** `osv-npm`, `osv-github-actions`. */
export function sourceIdOfEcosystem(ecosystem: string): string {
  return `osv-${slug(ecosystem)}`;
}

/** `own-NAME-DIGEST`: two that are called the same are two. */
export function ownSourceId(name: string, location: string): string {
  return `own-${slug(name).slice(0, 40) || 'source'}-${shortDigest(location)}`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** An ecosystem by OSV's name of it, in whatever case. */
export function ecosystemNamed(name: string): string | undefined {
  return osvEcosystems.find((one) => one.toLowerCase() === name.toLowerCase());
}

/** Those that OSV publishes a dump of and that package URLs can name (ossf.github.io/osv-schema, "Defined ecosystems"). */
export const osvEcosystems: readonly string[] = [
  'AlmaLinux',
  'Alpaquita',
  'Alpine',
  'Android',
  'Bitnami',
  'CRAN',
  'Chainguard',
  'ConanCenter',
  'Debian',
  'GHC',
  'GitHub Actions',
  'Go',
  'Hackage',
  'Hex',
  'Linux',
  'Mageia',
  'Maven',
  'NuGet',
  'Packagist',
  'Pub',
  'PyPI',
  'Red Hat',
  'Rocky Linux',
  'RubyGems',
  'SUSE',
  'SwiftURL',
  'Ubuntu',
  'Wolfi',
  'crates.io',
  'npm',
  'openSUSE',
];
