import { userInfo } from 'node:os';
import { join } from 'node:path';
import { git, isRepository } from '#ground/git';
import { acceptInFile, exceptionsPath, requestLease } from '#ground/leases';
import { type Digest, endOfLease, type Lease, now, type Stage } from '#ground/model';
import { findingOfLastScan } from './explain.ts';
import { folderReader } from './scan/readers.ts';
import { replaceFile } from './scan/replace-file.ts';
import type { ReportedFinding, ScanReport } from './scan/report.ts';

export interface AcceptRequest {
  /** A folder in the project. */
  readonly path: string;
  /** An id, or its beginning. */
  readonly finding: string;
  /** A date, which ends at 24:00 UTC, or an instant with an offset. */
  readonly until: string;
  readonly because: string;
  readonly stage?: Stage;
}

export interface Accepted {
  readonly finding: ReportedFinding;
  readonly lease: Lease;
  /** Relative to the project. */
  readonly file: string;
}

/**
 * Accepts a finding of the last scan by an exception in the project's file. It rests on the controls that deny the
 * finding as they are today: when one changes, it lapses. Throws ExplainError, LeaseError, FileFormatError.
 */
export async function acceptFinding({ path, finding: id, until, because, stage }: AcceptRequest): Promise<Accepted> {
  const { finding, report } = await findingOfLastScan(id, path);
  const lease = requestLease(
    {
      kind: 'exception',
      covers: { finding: finding.id, rule: finding.rule, ...(stage !== undefined && { stage }) },
      requester: await requester(report.root),
      reason: because,
      end: endOfLease(until),
      premises: premisesOf(finding, report),
    },
    now(),
  );
  const text = await acceptInFile(await folderReader(report.root).read(exceptionsPath), lease);
  replaceFile(report.root, join(report.root, exceptionsPath), text);
  return { finding, lease, file: exceptionsPath };
}

function premisesOf(finding: ReportedFinding, report: ScanReport): Record<string, Digest> {
  const denying = report.decisions.filter(({ reasons }) =>
    reasons.some((reason) => reason.kind === 'denied' && reason.finding === finding.id),
  );
  return Object.fromEntries(denying.map(({ control, inputs }) => [`control:${control}`, inputs.control]));
}

/** For the reviewer to see who asked: the repository's own user.email, or the name on this machine. Nothing is decided by it. */
async function requester(root: string): Promise<string> {
  const email = isRepository(root)
    ? (await git(root, ['config', '--get', 'user.email'], { allowFailure: true })).toString().trim()
    : '';
  return email === '' ? userInfo().username : email;
}
