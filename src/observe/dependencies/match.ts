import type { Advisories, Advisory, Conflict, Match, UnknownReason } from '#ground/advisories';
import { purlsInAdvisories } from '#ground/inventory';
import type { Claim, DependencyFile, ListedPackage, NotLookedAt, RuleId, Severity } from '#ground/model';
import { distance, formatPurl, orderOf, withoutVersion } from '#ground/packages';
import { nameOf, partsOf } from './names.ts';
import { withoutLocked } from './disagreements.ts';
import { type Route, routesOf } from './routes.ts';
import { gapsOfStandings, matchingRules } from './standing.ts';

/** How serious an advisory is, by its vectors and what else is known; `cvss`: its score times ten, where it has one. */
export interface Rating {
  readonly severity: Severity;
  readonly cvss?: number;
  /** Nobody said how serious it is: the severity is what gates take it for. */
  readonly scored?: false;
}

/** What only flows know, since rooms do not know each other. */
export interface MatchingContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly rate: (advisory: Advisory) => Rating;
}

export interface Matching {
  readonly affected: readonly Affected[];
  readonly notLookedAt: readonly NotLookedAt[];
}

/** One package of one file that one vulnerability affects. */
export interface Affected {
  readonly file: DependencyFile;
  readonly listed: ListedPackage;
  /** In the file's list. */
  readonly position: number;
  readonly advisory: Advisory;
  readonly match: Match;
  /** The least fixed version that nothing is published about. */
  readonly target?: string;
  /** How many packages stand between the project and it: none where it is direct, or where nobody is known to bring it. */
  readonly depth: number;
  /** From a direct dependency down to what brings it: `express > qs`. */
  readonly via?: string;
  readonly claim: Claim;
}

/**
 * Holds every package of an inventory against the advisories. A package that stands in a file several times at one version is claimed
 * once; each of its versions by itself. Pure.
 */
export function matchInventory(
  files: readonly DependencyFile[],
  advisories: Advisories,
  context: MatchingContext,
): Matching {
  const installed = withoutCopies(withoutLocked(files));
  const notLookedAt = gapsOfStandings(installed, advisories, context.now);
  const affected = installed.flatMap((file) => matchFile(file, advisories, context, notLookedAt));
  return { affected, notLookedAt };
}

/** A library that was copied in piece by piece, in one folder, is there once. */
function withoutCopies(files: readonly DependencyFile[]): DependencyFile[] {
  const seen = new Set<string>();
  return files.flatMap((file) => {
    if (file.format !== 'npm/vendored') return [file];
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    const packages = file.packages.filter(({ purl }) => !seen.has(`${folder}\n${purl}`));
    for (const { purl } of packages) seen.add(`${folder}\n${purl}`);
    return [{ ...file, packages }];
  });
}

/** Package URLs of all that is installed at a known version, sorted, each once: what a manifest asks for is in its lockfile. */
export function installedPackages(files: readonly DependencyFile[]): string[] {
  const all = withoutLocked(files).flatMap(({ packages }) => packages.map(({ purl }) => purl));
  return [...new Set(all)].filter((purl) => partsOf(purl).version !== undefined).sort();
}

function matchFile(
  file: DependencyFile,
  advisories: Advisories,
  context: MatchingContext,
  notLookedAt: NotLookedAt[],
): Affected[] {
  let routes: ((position: number) => Route) | undefined;
  const seen = new Set<string>();
  const affected: Affected[] = [];
  for (const [position, listed] of file.packages.entries()) {
    if (seen.has(listed.purl)) continue;
    seen.add(listed.purl);
    const matches = matchesOf(listed, advisories).filter((match) => isTold(match, file));
    if (matches.length === 0) continue;
    routes ??= routesOf(file);
    const { depth, via } = routes(position);
    const origin = { depth, ...(depth > 0 && { via: viaOf(via, file) }) };
    const target = cleanVersion(listed.purl, matches, advisories);
    const unnamed = matches.filter((match) => isOpen(match) && match.reason === 'no-version');
    if (unnamed.length > 0) notLookedAt.push(undecided(file, listed, unnamed[0]!, unnamed.length - 1));
    for (const match of matches) {
      if (isOpen(match)) {
        if (match.reason !== 'no-version') notLookedAt.push(undecided(file, listed, match));
      } else
        affected.push(
          affectedBy(
            {
              file,
              listed,
              position,
              advisory: advisories.detail(match.advisory),
              match,
              ...origin,
              ...(target !== undefined && { target }),
            },
            context,
          ),
        );
    }
  }
  return affected;
}

/** A package of an operating system is known to advisories by other names than its own. */
function matchesOf(listed: ListedPackage, advisories: Advisories): readonly Match[] {
  const [first, ...more] = purlsInAdvisories(listed).map((purl) => advisories.match(purl));
  if (more.length === 0) return first ?? [];
  return [...new Map([first ?? [], ...more].flat().map((match) => [match.id, match])).values()];
}

/** One advisory's fix may be what the next one is about. */
function cleanVersion(purl: string, matches: readonly Match[], advisories: Advisories): string | undefined {
  const parts = partsOf(purl);
  const order = orderOf(parts.type, parts.namespace);
  const candidates = [...new Set(matches.flatMap(({ fixed = [] }) => fixed))].filter(
    (version) => order?.isValid(version) === true,
  );
  return candidates
    .sort((a, b) => order?.compare(a, b) ?? 0)
    .slice(0, mostCandidates)
    .find((version) =>
      advisories.match(formatPurl({ ...parts, version })).every(({ verdict }) => verdict === 'unknown'),
    );
}

const mostCandidates = 200;

/** A manifest that names no version says nothing about most advisories, which its lockfile decides; the name of a malicious package is enough. */
function isTold({ verdict, reason, kind }: Match, { role }: DependencyFile): boolean {
  return verdict === 'affected' || reason !== 'no-version' || kind === 'malicious' || role !== 'manifest';
}

/** Whether its advisory is about the package cannot be told. */
function isOpen({ verdict, kind }: Match): boolean {
  return verdict === 'unknown' && kind !== 'malicious';
}

const whyUnknown: Readonly<Record<UnknownReason, string>> = {
  'no-version': 'no version is named',
  'odd-version': 'its ecosystem does not know such a version',
  'odd-range': 'the advisory names versions in a way that is not understood',
  'no-order': 'nobody knows how its ecosystem orders versions',
  'no-release': 'the advisory is about a release of a distribution, and none is named',
};

function undecided(
  { path }: DependencyFile,
  { purl }: ListedPackage,
  { id, reason = 'odd-version' }: Match,
  more = 0,
): NotLookedAt {
  const ids = more === 0 ? `${id} affects` : `${id} and ${more} more affect`;
  return {
    path,
    by: matchingRules,
    reason: 'missing-data',
    detail: `whether ${ids} ${purl} cannot be told: ${whyUnknown[reason]}`.slice(0, 500),
    remedy: 'look at the advisory',
    expected: false,
  };
}

function affectedBy(found: Omit<Affected, 'claim'>, { rate }: MatchingContext): Affected {
  return { ...found, claim: claimOf(found, rate(found.advisory)) };
}

const rules: Readonly<Record<Advisory['kind'], string>> = {
  vulnerability: 'dependencies/known-vulnerability',
  malicious: 'dependencies/malicious-package',
  unmaintained: 'dependencies/unmaintained-package',
  notice: 'dependencies/unsound-package',
};

function claimOf(
  { file, listed, advisory, match, depth, via, target }: Omit<Affected, 'claim'>,
  rating: Rating,
): Claim {
  const { line, endLine = line, purl } = listed;
  const parts = partsOf(purl);
  const name = nameOf(parts);
  const [fixed] = match.fixed ?? [];
  const nearest = target ?? fixed;
  return {
    rule: rules[match.kind] as RuleId, // constants of the right form
    severity: match.kind === 'malicious' ? 'critical' : rating.severity,
    confidence: match.verdict === 'affected' ? 'certain' : 'likely',
    locus: { kind: 'package', purl: withoutVersion(purl), manifest: file.path, advisory: match.id },
    location: { path: file.path, startLine: line, startColumn: 1, endLine, endColumn: 1 },
    message: messageOf(`${name} ${parts.version ?? ''}`.trim(), match, advisory),
    attributes: {
      package: name,
      ...(parts.version !== undefined && { version: parts.version }),
      purl,
      advisory: match.id,
      ...(advisory.aliases.length > 0 && { aliases: advisory.aliases.join(', ').slice(0, 500) }),
      summary: advisory.summary.slice(0, 300),
      sources: match.sources.join(', ').slice(0, 200),
      ...(match.conflicts !== undefined && { conflicts: conflictsInWords(match.conflicts) }),
      ...(rating.scored === false && match.kind !== 'malicious' && { scored: false }),
      ...(rating.cvss !== undefined && { cvss: rating.cvss }),
      ...(fixed !== undefined && { fixed }),
      ...(target !== undefined && { target }),
      ...(nearest !== undefined &&
        parts.version !== undefined && { fixDistance: distance(parts.type, parts.version, nearest) }),
      ...(advisory.published !== undefined && { published: new Date(advisory.published).toISOString().slice(0, 10) }),
      scope: listed.scope ?? 'production',
      direct: depth === 0 && listed.direct === true,
      ...(via !== undefined && { via }),
    },
  };
}

function conflictsInWords(conflicts: readonly Conflict[]): string {
  const all = conflicts.map(({ source, id, says, ranges }) => `${source} (${id}) says ${says}: ${ranges}`);
  return all.join('; ').slice(0, 1000);
}

function messageOf(what: string, { id, kind, fixed = [] }: Match, { summary }: Advisory): string {
  const is = kind === 'malicious' ? `is malicious (${id})` : `is affected by ${id}`;
  const about = summary === id ? '' : `: ${summary}`;
  return `${what} ${is}${about}${fixed[0] === undefined ? '' : `; fixed in ${fixed[0]}`}`.slice(0, 1000);
}

function viaOf(via: Route['via'], { packages }: DependencyFile): string {
  const names = via.map((at) => (at === undefined ? '…' : nameOf(partsOf(packages[at]!.purl))));
  return names.join(' > ').slice(0, 500);
}
