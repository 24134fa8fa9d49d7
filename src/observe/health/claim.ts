import type { Claim, Confidence, DependencyFile, ListedPackage, RuleId, Severity } from '#ground/model';
import { parsePurl, type Purl, PurlError, withoutVersion } from '#ground/packages';

/** What a rule says of a package, before it has a place. */
export interface Verdict {
  readonly rule: `dependencies/${string}`;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Follows the package's name and version: `was published 3 hours ago`. */
  readonly says: string;
  readonly attributes?: Claim['attributes'];
}

export function claimOf(file: DependencyFile, listed: ListedPackage, verdict: Verdict): Claim {
  const { purl, line, endLine = line } = listed;
  const parts = partsOf(purl);
  const name = nameOf(parts);
  return {
    rule: verdict.rule as RuleId, // constants of the right form
    severity: verdict.severity,
    confidence: verdict.confidence,
    locus: { kind: 'package', purl: withoutVersion(purl), manifest: file.path },
    location: { path: file.path, startLine: line, startColumn: 1, endLine, endColumn: 1 },
    message: `${name}${parts.version === undefined ? '' : ` ${parts.version}`} ${verdict.says}`.slice(0, 1000),
    attributes: {
      package: name,
      ...(parts.version !== undefined && { version: parts.version }),
      purl,
      direct: listed.direct === true,
      scope: listed.scope ?? 'production',
      ...verdict.attributes,
    },
  };
}

/** A package URL that our own readers wrote, in parts. */
export function partsOf(purl: string): Purl {
  const parts = parsePurl(purl);
  if (parts instanceof PurlError) throw parts;
  return parts;
}

/** As its ecosystem writes it: `@scope/name`, `group:artifact`, `github.com/owner/module`. */
export function nameOf({ type, namespace, name }: Purl): string {
  if (namespace === undefined) return name;
  return `${namespace}${type === 'maven' ? ':' : '/'}${name}`;
}

/** Each package of a file once, whatever its places. */
export function* eachPackage(file: DependencyFile): Generator<ListedPackage> {
  const seen = new Set<string>();
  for (const listed of file.packages) {
    if (seen.has(listed.purl)) continue;
    seen.add(listed.purl);
    yield listed;
  }
}

/** Taken from a registry under its name; not from a folder, a repository or an address of its own. */
export function isOfRegistry({ source }: ListedPackage): boolean {
  return source === undefined;
}
