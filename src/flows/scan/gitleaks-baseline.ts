import type { Finding } from '#ground/model';
import { gitleaksNames } from '#observe/secrets';
import type { PriorFinding } from '#prove/findings';

/** What is read of an entry of a gitleaks report in JSON. */
interface ReportEntry {
  readonly RuleID: string;
  readonly File: string;
  readonly StartLine: number;
  readonly EndLine: number;
  /** Masked, in whole or in part, in a report that was written with --redact. */
  readonly Secret: string;
}

/** The report's entries, if the value is a report of gitleaks; undefined when it is none. */
export function gitleaksReport(value: unknown): readonly ReportEntry[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every(isEntry) ? value : undefined;
}

function isEntry(value: unknown): value is ReportEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { RuleID, File, StartLine, EndLine, Secret } = value as Partial<ReportEntry>;
  return (
    typeof RuleID === 'string' &&
    typeof File === 'string' &&
    typeof Secret === 'string' &&
    Number.isSafeInteger(StartLine) &&
    Number.isSafeInteger(EndLine)
  );
}

/**
 * The findings of a scan that a gitleaks report has too, as findings of a baseline: of the same rule (or of ours that finds the
 * same) in the same file, with the same secret wherever it stands now; where the report masks it, on the same lines. Nothing of the
 * report's secrets is kept.
 */
export async function knownToGitleaks(
  report: readonly ReportEntry[],
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
): Promise<readonly PriorFinding[]> {
  const means = await gitleaksNames();
  const byFile = Map.groupBy(report, ({ File }) => File.replaceAll('\\', '/'));
  return findings.flatMap((finding): PriorFinding[] => {
    const inFile = byFile.get(finding.location.path.replaceAll('!/', '!')) ?? [];
    const secret = secretOf(texts.get(finding.location.path), finding);
    const isKnown = inFile.some((entry) => means(entry.RuleID, finding) && isSame(entry, finding, secret));
    if (!isKnown) return [];
    const { id, rule, fingerprint, ordinal, locus, location, excerpt } = finding;
    return [
      {
        id,
        rule,
        fingerprint,
        ordinal,
        locus,
        location,
        ...(excerpt !== undefined && { excerpt }),
        seenIn: 'working-tree',
      },
    ];
  });
}

function isSame(entry: ReportEntry, { location, attributes }: Finding, secret: string | undefined): boolean {
  const isMasked = entry.Secret === '' || /REDACTED|\.\.\.$/.test(entry.Secret);
  if (!isMasked && secret !== undefined)
    return secret === entry.Secret || secret.includes(entry.Secret) || entry.Secret.includes(secret);
  return (
    attributes['gitleaksLine'] === entry.StartLine ||
    (location.startLine >= entry.StartLine && location.startLine <= entry.EndLine)
  );
}

/** As it stands in the text. */
function secretOf(text: string | undefined, { location }: Finding): string | undefined {
  const { startLine, startColumn, endLine, endColumn } = location;
  const lines = text?.split('\n').slice(startLine - 1, endLine);
  if (lines === undefined || lines.length === 0) return undefined;
  const last = lines.length - 1;
  lines[last] = lines[last]!.slice(0, endColumn - 1);
  lines[0] = lines[0]!.slice(startColumn - 1);
  const secret = lines.join('\n');
  return secret === '' ? undefined : secret;
}
