import type { Advisories, SourcedFact } from '#ground/advisories';
import type { Claim, DependencyFile, ListedPackage, RuleId } from '#ground/model';
import { formatPurl, type Purl, withoutVersion } from '#ground/packages';
import { nameOf, partsOf } from './names.ts';

/** Releases that get no security updates any more: what sources say of the release line that a package, image or runtime is of. Pure. */
export function endsOfLife(files: readonly DependencyFile[], advisories: Advisories, now: number): Claim[] {
  return files.flatMap((file) => {
    const seen = new Set<string>();
    return file.packages.flatMap((listed) => {
      const { purl } = listed;
      if (seen.has(purl)) return [];
      seen.add(purl);
      const parts = partsOf(purl);
      const [fact] = factsOf(parts, purl, advisories).filter((one) => hasEnded(one, parts, now));
      return fact === undefined ? [] : [claimOf(file, listed, parts, fact)];
    });
  });
}

/** Docker Hub's own images are called with and without `library/`. */
function factsOf(parts: Purl, purl: string, advisories: Advisories): readonly SourcedFact[] {
  const facts = advisories.facts(purl);
  if (parts.type !== 'docker' || parts.namespace !== undefined) return facts;
  return [...facts, ...advisories.facts(formatPurl({ ...parts, namespace: 'library' }))];
}

function hasEnded({ kind, versions, since }: SourcedFact, { version }: Purl, now: number): boolean {
  return kind === 'end-of-life' && (since === undefined || since <= now) && isOfCycle(version, versions);
}

/** `14`, `14.21.3`, `v14.0` and `14-alpine` are of the cycle `14`; `140` is not. */
function isOfCycle(version: string | undefined, cycle: string | undefined): boolean {
  if (version === undefined) return false;
  if (cycle === undefined) return true;
  const plain = version.replace(/^v(?=\d)/, '');
  return plain === cycle || (plain.startsWith(cycle) && /[.+_-]/.test(plain.charAt(cycle.length)));
}

function claimOf({ path }: DependencyFile, listed: ListedPackage, parts: Purl, fact: SourcedFact): Claim {
  const { line, endLine = line, purl } = listed;
  return {
    rule: 'dependencies/end-of-life' as RuleId, // a constant of the right form
    severity: 'medium',
    confidence: 'likely',
    locus: { kind: 'package', purl: withoutVersion(purl), manifest: path },
    location: { path, startLine: line, startColumn: 1, endLine, endColumn: 1 },
    message: `${nameOf(parts)} ${parts.version ?? ''}: ${fact.text}`.slice(0, 1000),
    attributes: {
      package: nameOf(parts),
      purl,
      ...(parts.version !== undefined && { version: parts.version }),
      ...(fact.since !== undefined && { since: new Date(fact.since).toISOString().slice(0, 10) }),
      ...(fact.url !== undefined && { url: fact.url.slice(0, 500) }),
      source: fact.source,
      scope: listed.scope ?? 'production',
    },
  };
}
