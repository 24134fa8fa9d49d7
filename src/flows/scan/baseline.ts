import type { Finding, Instant, Scope } from '#ground/model';
import type { PriorFinding } from '#prove/findings';
import type { ReadBehind } from './behind.ts';
import { ScanRequestError } from './error.ts';
import { replaceFile } from './replace-file.ts';

/** Findings that were there before, in a file: for old code that does not get clean in a day. */
interface BaselineFile {
  readonly kind: 'selvedge-baseline';
  readonly version: 1;
  readonly project: string;
  readonly writtenAt: Instant;
  readonly findings: readonly PriorFinding[];
}

/**
 * A baseline of ours, or a report of gitleaks in JSON, of which those of the `findings` are known that it has too. Throws
 * ScanRequestError `bad-baseline`: a baseline is kept in the repository, where anybody may have edited it.
 */
export async function parseBaseline(
  text: string,
  path: string,
  findings: readonly Finding[],
  read: ReadBehind,
): Promise<readonly PriorFinding[]> {
  const remedy = `write it anew with selvedge scan --write-baseline ${path}`;
  let value: Partial<BaselineFile> | null;
  try {
    value = JSON.parse(text) as Partial<BaselineFile> | null; // each part is looked at below
  } catch (error) {
    throw new ScanRequestError('bad-baseline', `${path} is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
      remedy,
    });
  }
  if (Array.isArray(value)) {
    const { gitleaksReport, knownToGitleaks } = await import('./gitleaks-baseline.ts');
    const report = gitleaksReport(value);
    if (report !== undefined) {
      const known: PriorFinding[] = [];
      for await (const behind of read(findings))
        known.push(...(await knownToGitleaks(report, behind.findings, behind.texts)));
      return known;
    }
  }
  if (value?.kind !== 'selvedge-baseline')
    throw new ScanRequestError(
      'bad-baseline',
      `${path} is not a baseline of Selvedge, nor a report of gitleaks in JSON`,
      { remedy },
    );
  if (value.version !== 1)
    throw new ScanRequestError(
      'bad-baseline',
      `${path} is a baseline of version ${String(value.version)}; this program reads version 1`,
      { remedy },
    );
  const kept: readonly unknown[] = Array.isArray(value.findings) ? value.findings : [undefined];
  const wrong = kept.findIndex((finding) => !isPrior(finding));
  if (wrong >= 0)
    throw new ScanRequestError('bad-baseline', `finding ${wrong + 1} in ${path} is not complete`, { remedy });
  return kept as readonly PriorFinding[]; // isPrior held for each
}

/** What the matcher reads of a prior finding; a file that somebody edited may lack any of it. */
function isPrior(value: unknown): value is PriorFinding {
  if (typeof value !== 'object' || value === null) return false;
  const { id, rule, fingerprint, ordinal, locus, location } = value as Partial<PriorFinding>;
  return (
    typeof id === 'string' &&
    /^fnd_[0-9a-f]{32}$/.test(id) &&
    typeof rule === 'string' &&
    typeof fingerprint === 'string' &&
    /^sha256:[0-9a-f]{64}$/.test(fingerprint) &&
    Number.isSafeInteger(ordinal) &&
    typeof locus === 'object' &&
    typeof location?.path === 'string' &&
    Number.isSafeInteger(location.startLine)
  );
}

/** Sorted and free of times but one, so that two baselines compare well in a review. */
export function writeBaseline(
  root: string,
  path: string,
  project: string,
  findings: readonly Finding[],
  seenIn: Scope['source'],
  at: Instant,
): void {
  const prior = findings.map(({ id, rule, fingerprint, ordinal, locus, location, excerpt }): PriorFinding => ({
    id,
    rule,
    fingerprint,
    ordinal,
    locus,
    location,
    ...(excerpt === undefined ? {} : { excerpt }),
    seenIn,
  }));
  const file: BaselineFile = { kind: 'selvedge-baseline', version: 1, project, writtenAt: at, findings: prior };
  replaceFile(root, path, `${JSON.stringify(file, undefined, 2)}\n`);
}
