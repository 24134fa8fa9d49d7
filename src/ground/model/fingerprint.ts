import { canonicalJson } from './canonical.ts';
import type { Digest } from './digest.ts';
import type { Claim, Finding, Locus } from './finding.ts';
import { digestJson } from './hash.ts';
import type { FindingId, RuleId } from './ids.ts';

/** The stateless identity of a claim: digest of rule, locus and ordinal among equals. */
export function fingerprint(rule: RuleId, locus: Locus, ordinal: number): Digest {
  return digestJson({ version: 1, rule, locus, ordinal });
}

/** A finding's id from its first fingerprint. */
export function findingId(first: Digest): FindingId {
  return `fnd_${first.slice('sha256:'.length, 'sha256:'.length + 32)}` as FindingId; // the slice is 32 hexadecimal digits
}

/**
 * Turns the claims of one subject into findings: orders them by path and position, counts equals, and gives each its
 * fingerprint and the id that it has when nothing earlier is known. The matcher may replace the id.
 */
export function withFingerprints(claims: readonly Claim[]): Finding[] {
  const seen = new Map<string, number>();
  return [...claims].sort(byPosition).map((claim) => {
    const key = `${claim.rule}\n${canonicalJson(claim.locus)}`;
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    const print = fingerprint(claim.rule, claim.locus, ordinal);
    return { ...claim, id: findingId(print), fingerprint: print, ordinal };
  });
}

/** Total but for claims that are equal in every respect, so that ordinals do not depend on the order in which threads answer. */
function byPosition(a: Claim, b: Claim): number {
  return (
    compare(a.location.path, b.location.path) ||
    a.location.startLine - b.location.startLine ||
    a.location.startColumn - b.location.startColumn ||
    a.location.endLine - b.location.endLine ||
    a.location.endColumn - b.location.endColumn ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message) ||
    compare(canonicalJson(a.locus), canonicalJson(b.locus))
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
