import { type Claim, type Finding, type NotLookedAt, withFingerprints } from '#ground/model';
import type { ScanResult } from '#observe/engine';

/** Adds to a scan what was concluded from its knowledge; of a range, only claims about lines that it added, unless they are `compared` with what was before. */
export function withClaims(
  result: ScanResult,
  claims: readonly Claim[],
  gaps: readonly NotLookedAt[],
  compared = false,
): ScanResult {
  const { scope } = result;
  const made = compared ? claims : claims.filter((claim) => isNew(claim, result));
  const findings = made.length === 0 ? result.findings : inOrder([...result.findings, ...withFingerprints(made)]);
  return { ...result, findings, scope: { ...scope, notLookedAt: [...scope.notLookedAt, ...gaps] } };
}

/** Of a range, claims about lines that it did not add are not its to make. */
function isNew({ location }: Claim, { inserted }: ScanResult): boolean {
  if (inserted === undefined) return true;
  const lines = inserted.get(location.path.split('!/', 1)[0] ?? '');
  return (
    lines === undefined ||
    lines.some(({ firstLine, lastLine }) => location.startLine <= lastLine && location.endLine >= firstLine)
  );
}

function inOrder(findings: Finding[]): Finding[] {
  return findings.sort(
    ({ location: a }, { location: b }) =>
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.startLine - b.startLine || a.startColumn - b.startColumn,
  );
}
