import type { Finding, Instant, Scope } from '#ground/model';
import type { ScanResult } from '#observe/engine';
import type { Matched, PriorFinding } from '#prove/findings';
import type { ReadBehind } from './behind.ts';
import type { Declarations } from './declarations.ts';
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

/** What was found, paired with what a baseline has. */
export interface MatchedBaseline extends Matched {
  readonly prior: readonly PriorFinding[];
}

/** Throws ScanRequestError `bad-baseline`, where there is none too. */
export async function matchBaseline(
  path: string,
  { findings, scope }: ScanResult,
  { readFile, declaredIn }: Declarations,
  read: ReadBehind,
): Promise<MatchedBaseline> {
  const text = await readFile(path);
  if (text === undefined) {
    const where = declaredIn.from === 'revision' ? ` in ${declaredIn.revision}, whose baseline counts here` : '';
    throw new ScanRequestError('bad-baseline', `there is no baseline ${path}${where}`, {
      remedy: `write one with selvedge scan --write-baseline ${path}${where === '' ? '' : ', and merge it'}`,
    });
  }
  const prior = await parseBaseline(text, path, findings, read);
  const { matchFindings } = await import('#prove/findings');
  return { ...matchFindings({ prior, current: findings, scope }), prior };
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
