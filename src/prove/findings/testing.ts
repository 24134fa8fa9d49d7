/** Scans as they are submitted, a minute apart, and what a projection made of them. */
import {
  type Claim,
  type FindingId,
  type Lease,
  newId,
  type Scope,
  type Severity,
  withFingerprints,
} from '#ground/model';
import type { Tenant, Transaction } from '#ground/store';
import { type FindingFilter, type ListedFinding, listFindings, type SubmittedScan } from './index.ts';

export const digest = `sha256:${'0'.repeat(64)}`;
export const rules = ['secrets/token', 'secrets/password', 'code/eval'];

export function claim(
  fields: Partial<{
    rule: string;
    path: string;
    line: number;
    severity: Severity;
    confidence: string;
    value: string;
    message: string;
    excerpt: string;
    way: string;
  }> = {},
): Claim {
  const {
    rule = 'secrets/token',
    path = 'src/pay.ts',
    line = 10,
    severity = 'high',
    confidence = 'certain',
    value = 'v1',
    message = 'A token stands in the code.',
    excerpt = 'ghp_…',
    way,
  } = fields;
  const location = { path, startLine: line, startColumn: 1, endLine: line, endColumn: 9 };
  return {
    rule,
    severity,
    confidence,
    locus: { kind: 'secret', value },
    location,
    message,
    excerpt,
    attributes: {},
    context: { startLine: line, lines: [excerpt] },
    ...(way !== undefined && {
      trace: [
        { location, symbol: 'pay', note: `comes in as ${way}`, code: `const it = ${way};` },
        { location, note: 'arrives' },
      ],
      repair: { title: `Take ${way} by itself`, edits: [{ location, text: way }] },
    }),
  } as Claim; // ids are branded
}

let clock = Date.parse('2026-11-01T00:00:00.000Z');

/** Before the next scan. */
export function letPass(milliseconds: number): void {
  clock += milliseconds;
}

export function scan(
  subject: Pick<SubmittedScan, 'project' | 'subject'>,
  claims: readonly Claim[],
  scope: Partial<Scope> = {},
  branch?: string,
): SubmittedScan {
  clock += 60_000;
  const declared = {
    analyzers: ['secrets', 'code'].map((id) => ({ id, digest })),
    rules: { digest, count: 3, ids: rules },
    source: 'working-tree',
    coverage: { kind: 'everything' },
    files: 1,
    bytes: 1,
    notLookedAt: [],
    ...scope,
  };
  const revision = branch === undefined ? {} : { revision: { branch } };
  const predicate = { scope: declared, findings: withFingerprints(claims), ...revision };
  return {
    ...subject,
    id: newId('evd'),
    submittedAt: new Date(clock).toISOString(),
    statement: { predicate },
  } as unknown as SubmittedScan; // the rest of a statement is not read
}

export function exception(finding: FindingId, end = '2027-01-01T00:00:00.000Z'): Lease {
  return { kind: 'exception', covers: { finding }, end } as Lease; // the rest of a lease is not read
}

/** A scan of everything, of a branch. */
export function on(
  subject: Pick<SubmittedScan, 'project' | 'subject'>,
  branch: string,
  claims: readonly Claim[],
): SubmittedScan {
  return scan(subject, claims, {}, branch);
}

export const newSubject = () =>
  ({ project: newId('prj'), subject: newId('sub') }) as Pick<SubmittedScan, 'project' | 'subject'>;

export async function everyPage(
  tx: Transaction,
  filter: FindingFilter,
  limit: number,
  exceptions: readonly Lease[] = [],
): Promise<ListedFinding[]> {
  const all: ListedFinding[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFindings(tx, filter, { limit, cursor }, exceptions);
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

export const newTenant = (): Tenant => ({ organisation: newId('org') });

const tables = [
  'finding_subject',
  'finding_scan',
  'finding',
  'finding_seen',
  'finding_branch',
  'finding_event',
  'finding_count',
];

export async function dump(tx: Transaction): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  for (const table of tables)
    contents[table] = (
      await tx.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t order by 1`)
    ).map(({ row }) => row);
  return contents;
}
