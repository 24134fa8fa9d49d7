import { z } from 'zod';
import { readYaml } from '#ground/formats';
import { FindingId, Instant, Lease, LeaseId, RuleId, Stage, Digest, endOfLease } from '#ground/model';
import { exceptionsPath } from './exceptions-path.ts';
import { LeaseError } from './lease-error.ts';
import { latestEnd } from './lifecycle.ts';

/** In the file form nobody signs: the review that merges the file is the approval, and the target branch's file is what counts. */
const approver = 'the review that merged it';

const formatVersion = 1;

const Entry = z.strictObject({
  id: LeaseId,
  finding: FindingId,
  rule: RuleId.optional(),
  stage: Stage.optional(),
  reason: z.string().min(10).max(2000),
  requester: z.string().min(1).max(256),
  requested: Instant,
  until: z.string().transform((text, context) => {
    const end = endOfLease(text);
    if (end === undefined)
      context.addIssue({
        code: 'custom',
        message: 'a date such as 2027-01-31, which ends at 24:00 UTC, or an instant',
      });
    return end ?? z.NEVER;
  }),
  premises: z.record(z.string(), Digest).optional(),
});

const File = z.strictObject({
  version: z.literal(formatVersion),
  exceptions: z
    .array(
      Entry.superRefine(({ requested, until }, context) => {
        if (until > latestEnd(requested))
          context.addIssue({
            code: 'custom',
            path: ['until'],
            message: `at most a year after it was requested: ${shortEnd(latestEnd(requested))}`,
          });
      }),
    )
    .max(10_000),
});

/** Reads exceptions as leases that started when they were requested. Throws FileFormatError with line and column. */
export async function readExceptions(text: string, file = exceptionsPath): Promise<Lease[]> {
  const { exceptions } = await readYaml(file, text, { schema: File, version: formatVersion });
  return exceptions.map(leaseOf);
}

function leaseOf({
  id,
  finding,
  rule,
  stage,
  reason,
  requester,
  requested,
  until,
  premises = {},
}: z.output<typeof Entry>): Lease {
  return {
    version: 1,
    id,
    kind: 'exception',
    covers: { finding, ...(rule !== undefined && { rule }), ...(stage !== undefined && { stage }) },
    requester,
    approver,
    reason,
    requestedAt: requested,
    start: requested,
    end: until,
    premises,
  };
}

const header = `# Findings that this project accepts until a date, for a reason. The review that merges an entry approves it;
# from merge on, the target branch's file counts. An entry without an end cannot be written, and one that has ended does nothing.
`;

/**
 * The file with the exception in it, everything else as it was: comments, order and blank lines too. An entry for the same
 * finding is replaced. `text` undefined: there is no file yet. Throws FileFormatError when the file is not in order.
 */
export async function acceptInFile(text: string | undefined, lease: Lease): Promise<string> {
  if (lease.kind !== 'exception' || lease.covers.finding === undefined)
    throw new LeaseError('covers-nothing', 'only an exception of a finding has a file form');
  const yaml = await import('yaml');
  if (text === undefined || text.trim() === '')
    return `${header}${yaml.stringify({ version: formatVersion, exceptions: [entryOf(lease)] }, printing)}`;
  await readExceptions(text);
  const document = yaml.parseDocument(text);
  const list = document.get('exceptions');
  if (!yaml.isSeq(list)) throw new LeaseError('covers-nothing', `${exceptionsPath} has no list of exceptions`);
  const entry = document.createNode(entryOf(lease));
  const index = list.items.findIndex((item) => yaml.isMap(item) && item.get('finding') === lease.covers.finding);
  const replaced = list.items[index];
  if (yaml.isNode(replaced))
    Object.assign(entry, { commentBefore: replaced.commentBefore, spaceBefore: replaced.spaceBefore });
  if (index === -1) list.items.push(entry);
  else list.items[index] = entry;
  // `exceptions: []` is how an empty list is written; a list with entries is written one below the other.
  list.flow = false;
  return document.toString(printing);
}

const printing = { lineWidth: 0 };

function entryOf({ id, covers, reason, requester, requestedAt, end, premises }: Lease): Record<string, unknown> {
  return {
    id,
    finding: covers.finding,
    ...(covers.rule !== undefined && { rule: covers.rule }),
    ...(covers.stage !== undefined && { stage: covers.stage }),
    reason,
    requester,
    requested: requestedAt,
    until: shortEnd(end),
    ...(Object.keys(premises).length > 0 && { premises }),
  };
}

/** An end at midnight is the 24:00 of the day before: the bare date that a person would write. */
function shortEnd(end: Instant): string {
  return end.endsWith('T00:00:00.000Z') ? new Date(Date.parse(end) - 1).toISOString().slice(0, 10) : end;
}
