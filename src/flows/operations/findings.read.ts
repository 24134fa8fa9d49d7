import { z } from 'zod';
import { decisionsAgainst } from '#ground/decisions';
import { listLeases } from '#ground/leases';
import { FindingId, ProjectId, type RuleId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { findingHistory, readFinding } from '#prove/findings';
import { type RuleDoc } from '../scan/report.ts';
import { ruleDocs } from '../scan/rule-docs.ts';
import { ofResource } from './shapes/access.ts';
import { toException } from './shapes/exception.ts';
import { exceptionsInForce } from './shapes/exceptions-in-force.ts';
import { FindingDetail, type RuleText } from './shapes/finding.ts';

export const readFindingOperation = operation({
  name: 'findings.read',
  kind: 'query',
  summary: 'Read a finding, its history, its exceptions, and the decisions that it counts against',
  http: 'GET /findings/:finding',
  // The same secret in two projects has two ids; a copied file can have one id in both.
  input: z.strictObject({ finding: FindingId, project: ProjectId.optional() }),
  output: FindingDetail,
  authorise: ({ input }) => ofResource('Finding', input.finding, input.project),
  async run({ input, tx, at }) {
    const exceptions = await exceptionsInForce(tx, input, at);
    const read = await readFinding(tx, input.finding, exceptions, input.project);
    if (read === undefined) throw notFound('finding', input.finding);
    const { finding, branches, ...record } = read;
    const { project, subject } = record;
    const leases = await listLeases(tx, { kind: 'exception', project, finding: finding.id }, { limit: 100 });
    const decisions = await decisionsAgainst(tx, subject, finding.id);
    return {
      ...finding,
      ...record,
      ...(await ruleTextOf(finding.rule)),
      branches: [...branches],
      history: await findingHistory(tx, finding.id, project),
      exceptions: leases.map((lease) => toException(lease, at)),
      decisions: decisions.map(({ id, control, title, stage, verdict, effect }) => ({
        id,
        control,
        title,
        stage,
        verdict,
        effect,
      })),
    };
  },
});

let docs: Promise<ReadonlyMap<string, RuleDoc>> | undefined;

/** Rules are part of the program, so they are read once. */
async function ruleTextOf(id: RuleId): Promise<{ ruleText?: z.input<typeof RuleText> }> {
  docs ??= ruleDocs();
  const rule = (await docs).get(id);
  if (rule === undefined) return {};
  const { title, finds, why, fix, references, examples } = rule;
  const shown = examples && { examples: { bad: [...examples.bad], good: [...examples.good] } };
  return { ruleText: { title, finds, why, fix, references: [...references], ...shown } };
}
