import type { FixFinding } from '#act/fixes';
import { withoutVersion } from '#ground/packages';
import { findingOfLastScan, lastReportOf } from '../explain.ts';
import type { Known } from './known.ts';

/** Which findings are to be fixed; all where nothing is named. */
export interface Wanted {
  /** Of the last scan, already looked up. */
  readonly finding?: WantedFinding;
  /** An advisory's id or alias. */
  readonly advisory?: string;
  readonly packageName?: string;
  /** What the last scan says comes first: by lockfile, package and advisory. */
  readonly priorities?: ReadonlyMap<string, number>;
}

export interface WantedFinding {
  /** Without its version. */
  readonly purl: string;
  readonly manifest: string;
  readonly advisory?: string;
}

/** What is published against one package of a lockfile, as far as it is asked for. */
export function wantedFindings(wanted: Wanted, purl: string, lockfile: string, known: Known): FixFinding[] {
  const name = withoutVersion(purl);
  const { finding, advisory, packageName, priorities } = wanted;
  if (finding !== undefined && (finding.purl !== name || finding.manifest !== lockfile)) return [];
  if (packageName !== undefined && !isNamed(name, packageName)) return [];
  return known
    .against(purl)
    .filter(({ id, aliases }) =>
      [finding?.advisory, advisory].every((asked) => asked === undefined || same(asked, [id, ...aliases])),
    )
    .map(({ id, isMalicious, summary, weight }) => ({
      purl,
      advisory: id,
      priority: priorities?.get(keyOf(lockfile, name, id)) ?? weight,
      summary,
      ...(isMalicious && { isMalicious }),
    }));
}

/** A finding of the last scan that is about a package. Throws ExplainError. */
export async function findingOf(id: string, path: string): Promise<WantedFinding | undefined> {
  const { finding } = await findingOfLastScan(id, path);
  if (finding.locus.kind !== 'package') return undefined;
  const { purl, manifest, advisory } = finding.locus;
  return { purl, manifest, ...(advisory !== undefined && { advisory }) };
}

/** The numbers of the last scan; none where there was none. */
export function prioritiesOf(path: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  try {
    for (const { locus, attributes } of lastReportOf(path).findings) {
      const priority = attributes['priority'];
      if (locus.kind === 'package' && locus.advisory !== undefined && typeof priority === 'number')
        found.set(keyOf(locus.manifest, locus.purl, locus.advisory), priority);
    }
  } catch {
    // No scan is remembered: severities speak.
  }
  return found;
}

function keyOf(lockfile: string, purl: string, advisory: string): string {
  return `${lockfile}\n${purl}\n${advisory}`;
}

function same(asked: string, ids: readonly string[]): boolean {
  return ids.some((id) => id.toLowerCase() === asked.toLowerCase());
}

/** `qs`, `@scope/name`, `golang.org/x/net`, or the package URL itself. */
function isNamed(purl: string, asked: string): boolean {
  const path = decodeURIComponent(purl.slice(purl.indexOf('/') + 1));
  return purl === asked || path.toLowerCase() === asked.toLowerCase();
}
