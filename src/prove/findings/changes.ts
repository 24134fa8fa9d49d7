import type { EvidenceId, FindingId, Instant, RuleId } from '#ground/model';
import type { Transaction } from '#ground/store';
import type { StoredEvent } from './store.ts';

/** What happened to one finding by one scan. */
export interface FindingChange {
  readonly finding: FindingId;
  readonly kind: StoredEvent['kind'];
  readonly because: string;
  readonly rule: RuleId;
  /** Where it is, or was last seen. */
  readonly path: string;
  readonly line: number;
}

export interface ScanChanges {
  /** When the subject was scanned before this; absent: this was the first time. */
  readonly previousAt?: Instant;
  /** In the order of the list of findings; those that were merely seen again are not among them. */
  readonly changes: readonly FindingChange[];
}

/** What a scan changed, compared with what was known of the subject before it. Undefined for evidence that is no scan here. */
export async function changesOf(tx: Transaction, evidence: EvidenceId): Promise<ScanChanges | undefined> {
  const [scan] = await tx.query<{ project: string; subject: string; sequence: number; previousAt: Instant | null }>(
    `select scan.project, scan.subject, scan.sequence, before.submitted_at as "previousAt"
     from finding_scan scan left join finding_scan before on before.organisation = scan.organisation
       and before.project = scan.project and before.subject = scan.subject and before.sequence = scan.sequence - 1
     where scan.evidence = $1`,
    [evidence],
  );
  if (scan === undefined) return undefined;
  const changes = await tx.query<FindingChange>(
    // `offset 0`: see the statement of a page.
    `select e.finding, e.kind, e.because, f.rule, f.claim->'location'->>'path' as path, f.line
     from finding_event e cross join lateral (
       select * from finding where organisation = e.organisation and id = e.finding offset 0
     ) as f
     where e.project = $1 and e.sequence = $3 and f.project = $1 and f.subject = $2 order by f.rank, f.path, f.line, f.id`,
    [scan.project, scan.subject, scan.sequence],
  );
  return { changes, ...(scan.previousAt === null ? {} : { previousAt: scan.previousAt }) };
}
