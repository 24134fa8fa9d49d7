import { z } from 'zod';
import { Instant, ProjectId, SubjectId } from '#ground/model';
import { named, operation, pageOf, paging } from '#ground/operations';
import { listAffected, listCut } from '#prove/inventories';
import { ofTenant } from './shapes/access.ts';
import { CutSubject } from './shapes/cut-subject.ts';
import { cursorParts, toPage } from './shapes/page.ts';

const AffectedPackage = named(
  'AffectedPackage',
  z.object({
    project: ProjectId,
    subject: SubjectId,
    /** With its version. */
    purl: z.string(),
    /** How the advisory is called, and all its ids. */
    advisory: z.string(),
    ids: z.array(z.string()),
    kind: z.enum(['vulnerability', 'malicious', 'unmaintained', 'notice']),
    /** `unknown`: it may be, and nobody can tell from the version. */
    verdict: z.enum(['affected', 'unknown']),
    since: Instant,
  }),
);

export const listAffectedSubjects = operation({
  name: 'subjects.affected',
  kind: 'query',
  summary: 'List who is affected by an advisory, or by any',
  http: 'GET /subjects/affected',
  input: z.strictObject({
    /** An id or alias: `GHSA-…`, `CVE-…`. */
    advisory: z.string().min(1).max(128).optional(),
    subject: SubjectId.optional(),
    project: ProjectId.optional(),
    ...paging,
  }),
  output: pageOf(AffectedPackage).extend({
    /** Subjects that may be affected without being listed: more was found than is kept of one. The first 500. */
    cut: z.array(CutSubject),
  }),
  authorise: ofTenant,
  async run({ input: { cursor, limit, ...filter }, tx }) {
    const rows = await listAffected(tx, filter, { after: cursorParts(cursor, 3), limit: limit + 1 });
    const shown = rows as unknown as z.input<typeof AffectedPackage>[]; // written from the same unions
    const cut = await listCut(tx, filter, 500);
    return { ...toPage(shown, limit, ({ subject, purl, advisory }) => [subject, purl, advisory]), cut };
  },
});
