import {
  type ControlId,
  type Decision,
  type DecisionId,
  type FindingId,
  newId,
  type OrganisationId,
  type ProjectId,
  type Stage,
  type SubjectId,
  type Verdict,
} from '#ground/model';
import type { Transaction } from '#ground/store';

/** A decision as it was taken and kept. */
export interface KeptDecision extends Decision {
  readonly id: DecisionId;
  readonly project: ProjectId;
  readonly subject: SubjectId;
}

export interface DecidedSubject {
  readonly organisation: OrganisationId;
  readonly project: ProjectId;
  readonly subject: SubjectId;
}

/** Keeps decisions, each the latest of its control and stage from now on. The caller holds the subject's lock. */
export async function keepDecisions(
  tx: Transaction,
  { organisation, project, subject }: DecidedSubject,
  decisions: readonly Decision[],
): Promise<KeptDecision[]> {
  const kept = decisions.map((decision) => ({ ...decision, id: newId<DecisionId>('dec'), project, subject }));
  for (const { id, project: _, subject: __, ...body } of kept) {
    await supersede(tx, subject, body);
    await tx.query(
      `insert into decision (id, organisation, project, subject, control, stage, verdict, effect, at, latest, body)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10)`,
      [
        id,
        organisation,
        project,
        subject,
        body.control,
        body.stage,
        body.verdict,
        body.effect,
        body.at,
        JSON.stringify(body),
      ],
    );
    const denied = body.reasons.flatMap((reason) => (reason.kind === 'denied' ? [reason.finding] : []));
    await tx.query(
      `insert into decision_finding (decision, organisation, project, finding)
       select $1, $2, $3, finding from unnest($4::text[]) as finding on conflict do nothing`,
      [id, organisation, project, denied],
    );
  }
  return kept;
}

async function supersede(tx: Transaction, subject: SubjectId, { control, stage }: Decision): Promise<void> {
  await tx.query(
    `with earlier as (
       update decision set latest = false where subject = $1 and control = $2 and stage = $3 and latest returning id
     )
     delete from decision_finding where decision in (select id from earlier)`,
    [subject, control, stage],
  );
}

export interface DecisionFilter {
  readonly project?: ProjectId | undefined;
  readonly subject?: SubjectId | undefined;
  readonly control?: ControlId | undefined;
  readonly stage?: Stage | undefined;
  readonly verdict?: Verdict | undefined;
  readonly effect?: Decision['effect'] | undefined;
  /** Only the newest of each subject, control and stage. */
  readonly latest: boolean;
}

interface Row {
  readonly id: DecisionId;
  readonly project: ProjectId;
  readonly subject: SubjectId;
  readonly body: Decision;
}

/** Newest first; those with smaller ids than `before`. */
export async function listDecisions(
  tx: Transaction,
  filter: DecisionFilter,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<KeptDecision[]> {
  const rows = await tx.query<Row>(
    `select id, project, subject, body from decision
     where ($1::text is null or project = $1) and ($2::text is null or subject = $2) and ($3::text is null or control = $3)
       and ($4::text is null or stage = $4) and ($5::text is null or verdict = $5) and ($6::text is null or effect = $6)
       and (latest or not $7) and ($8::text is null or id < $8)
     order by id desc limit $9`,
    [
      filter.project ?? null,
      filter.subject ?? null,
      filter.control ?? null,
      filter.stage ?? null,
      filter.verdict ?? null,
      filter.effect ?? null,
      filter.latest,
      page.before ?? null,
      page.limit,
    ],
  );
  return rows.map(toDecision);
}

/** The latest decisions that count a finding of a subject against it. */
export async function decisionsAgainst(
  tx: Transaction,
  subject: SubjectId,
  finding: FindingId,
): Promise<KeptDecision[]> {
  const rows = await tx.query<Row>(
    `select d.id, d.project, d.subject, d.body from decision d join decision_finding f on f.decision = d.id
     where f.finding = $2 and d.subject = $1 and d.latest order by d.stage, d.control`,
    [subject, finding],
  );
  return rows.map(toDecision);
}

/** The findings that count against a latest decision of this effect; at most `limit`. */
export async function findingsUnderEffect(
  tx: Transaction,
  effect: Decision['effect'],
  limit: number,
): Promise<FindingId[]> {
  const rows = await tx.query<{ finding: FindingId }>(
    `select distinct f.finding from decision d join decision_finding f on f.decision = d.id
     where d.latest and d.effect = $1 limit $2`,
    [effect, limit],
  );
  return rows.map(({ finding }) => finding);
}

function toDecision({ body, ...row }: Row): KeptDecision {
  return { ...body, ...row };
}
