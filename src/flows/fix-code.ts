import { join, resolve } from 'node:path';
import { applyEdits } from '#act/fixes';
import type { Finding } from '#ground/model';
import { type ReportedFinding, scanAndDecide, type ScanReport } from './scan.ts';
import { placeOf } from './scan/place.ts';
import { readInside } from './scan/readers.ts';
import { replaceFile } from './scan/replace-file.ts';

export interface CodeFixRequest {
  /** A folder of the project, or a file. */
  readonly path: string;
  /** The beginning of a finding's id; absent: all that can be repaired. */
  readonly finding?: string;
  readonly rule?: string;
  readonly dryRun: boolean;
}

/** A file in which something is repaired. */
export interface CodeFix {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly closes: readonly ReportedFinding[];
}

export interface CodeFixReport {
  readonly root: string;
  readonly files: readonly CodeFix[];
  /** Findings whose repair did not hold, and why: their code stands as it was. */
  readonly dropped: readonly { readonly finding: Finding; readonly because: string }[];
  /** Findings in code that nothing repairs mechanically. */
  readonly left: number;
}

/**
 * Repairs code in place where rules say how, keeping its layout. Each file's new text is scanned before it is written: what it was to
 * close must be gone, nothing new may be there, and it must still parse. Throws as `scanAndDecide`.
 */
export async function fixCode(request: CodeFixRequest): Promise<CodeFixReport> {
  const { root } = placeOf(resolve(request.path), false);
  const report = await scanAndDecide({ path: resolve(request.path), source: { kind: 'working-tree' } });
  const inCode = report.findings.filter(({ locus, effect }) => locus.kind === 'symbol' && effect !== 'accepted');
  const wanted = inCode.filter(
    ({ id, rule }) =>
      (request.finding === undefined || id.startsWith(request.finding)) &&
      (request.rule === undefined || rule === request.rule),
  );
  const repairable = wanted.filter(({ repair }) => repair !== undefined);
  const files: CodeFix[] = [];
  const dropped: { finding: Finding; because: string }[] = [];
  for (const [path, findings] of Map.groupBy(repairable, ({ location }) => location.path)) {
    const fixed = await fixFile(root, path, findings, report, dropped);
    if (fixed === undefined) continue;
    files.push(fixed);
    if (!request.dryRun) replaceFile(root, join(root, path), fixed.after);
  }
  return { root, files, dropped, left: wanted.length - repairable.length };
}

/** One repair after the other: each stands only if the text with it holds what it promises. */
async function fixFile(
  root: string,
  path: string,
  findings: readonly ReportedFinding[],
  report: ScanReport,
  dropped: { finding: Finding; because: string }[],
): Promise<CodeFix | undefined> {
  const before = readInside(root, path)?.toString('utf8');
  if (before === undefined) return undefined;
  const known = report.findings.filter(({ location }) => location.path === path);
  const all = applyEdits(
    before,
    findings.flatMap(({ repair }) => repair?.edits ?? []),
  );
  if (all !== undefined && (await objection(root, path, all, findings, known)) === undefined)
    return { path, before, after: all, closes: findings };
  // From the end of the file on, so that places before a repair stay where they are.
  const closes: ReportedFinding[] = [];
  let text = before;
  for (const finding of findings.toSorted(
    (a, b) => b.location.startLine - a.location.startLine || b.location.startColumn - a.location.startColumn,
  )) {
    const next = applyEdits(text, finding.repair?.edits ?? []);
    const why = next === undefined ? 'it overlaps another repair' : await objection(root, path, next, [finding], known);
    if (why !== undefined) dropped.push({ finding, because: why });
    else if (next !== undefined) {
      text = next;
      closes.push(finding);
    }
  }
  return closes.length === 0 ? undefined : { path, before, after: text, closes };
}

/** Why a text is no repair; undefined when it is one. */
async function objection(
  root: string,
  path: string,
  text: string,
  closes: readonly ReportedFinding[],
  known: readonly ReportedFinding[],
): Promise<string | undefined> {
  const after = await scanAndDecide({ path: root, source: { kind: 'stdin', path, bytes: Buffer.from(text) } });
  const gap = after.scope.notLookedAt.find((one) => one.path === path && !one.expected);
  if (gap !== undefined) return `it would no longer parse: ${gap.detail ?? gap.reason}`;
  for (const rule of new Set([...known, ...after.findings].map((one) => one.rule))) {
    const allowed = count(known, rule) - count(closes, rule);
    const now = count(after.findings, rule);
    if (now > allowed) return count(closes, rule) > 0 ? 'the finding would still be there' : `it would bring ${rule}`;
  }
  return undefined;
}

function count(findings: readonly ReportedFinding[], rule: string): number {
  return findings.filter((finding) => finding.rule === rule).length;
}
