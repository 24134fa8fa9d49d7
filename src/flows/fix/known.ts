import { join } from 'node:path';
import { openAdvisories } from '#ground/advisories';
import { dataHome } from '#ground/places';

/** What is published against packages, as far as a fix must know it. */
export interface Known {
  /** Vulnerabilities of a package (with its version), and that it is malicious. Text is the publishers' own. */
  against(purl: string): readonly KnownAdvisory[];
  /** Why nothing or little can be said of packages of a type, for people; undefined: it is fresh. */
  gap(purlType: string): string | undefined;
  readonly isEmpty: boolean;
}

export interface KnownAdvisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly isMalicious: boolean;
  readonly summary: string;
  /** 0 to 1000: what its severity, and whether it is exploited, come to. A scan's own number counts more than this. */
  readonly weight: number;
}

const words: ReadonlyMap<string, number> = new Map([
  ['low', 200],
  ['medium', 400],
  ['high', 600],
  ['critical', 800],
]);

/** The advisories of this machine. Throws AdvisoryIndexError for a damaged index. */
export function knownAdvisories(now: number, folder = join(dataHome(), 'advisories')): Known {
  const advisories = openAdvisories(folder);
  const kept = new Map<string, readonly KnownAdvisory[]>();
  const read = (purl: string): KnownAdvisory[] =>
    advisories.match(purl).flatMap((match) => {
      const { id, aliases, kind, summary, word, exploited } = advisories.detail(match.advisory);
      if (kind !== 'vulnerability' && kind !== 'malicious') return [];
      const isMalicious = kind === 'malicious';
      const weight = isMalicious
        ? 1000
        : Math.min(1000, (words.get(word ?? '') ?? 300) + (exploited === undefined ? 0 : 200));
      return [{ id, aliases, isMalicious, summary, weight }];
    });
  return {
    isEmpty: advisories.empty,
    against(purl) {
      const known = kept.get(purl) ?? read(purl);
      kept.set(purl, known);
      return known;
    },
    gap(purlType) {
      const standing = advisories.standingOf(purlType, now);
      if (standing.kind === 'fresh') return undefined;
      if (standing.kind === 'none') return `no advisories of ${purlType} are kept here: selvedge advisories sync`;
      return `advisories of ${purlType} are ${Math.round(standing.ageHours / 24)} days old: selvedge advisories sync`;
    },
  };
}
