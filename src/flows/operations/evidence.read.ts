import { z } from 'zod';
import { readEvidence } from '#ground/evidence';
import { Evidence, EvidenceId } from '#ground/model';
import { named, notFound, operation } from '#ground/operations';
import { ofResource } from './shapes/access.ts';

const EvidenceRecord = named('EvidenceRecord', z.object(Evidence.shape));

export const readEvidenceOperation = operation({
  name: 'evidence.read',
  kind: 'query',
  summary: 'Read a piece of evidence: its statement, by whom it came, and when',
  http: 'GET /evidence/:evidence',
  input: z.strictObject({ evidence: EvidenceId }),
  output: EvidenceRecord,
  authorise: ({ input }) => ofResource('Evidence', input.evidence),
  async run({ input, tx }) {
    const evidence = await readEvidence(tx, input.evidence);
    if (evidence === undefined) throw notFound('evidence', input.evidence);
    return evidence;
  },
});
