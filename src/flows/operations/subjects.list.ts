import { z } from 'zod';
import { ProjectId, SubjectKind } from '#ground/model';
import { operation, pageOf, paging } from '#ground/operations';
import { listSubjects } from '#ground/subjects';
import { ofTenant } from './shapes/access.ts';
import { cursorParts, toPage } from './shapes/page.ts';
import { SubjectRecord } from './shapes/subject.ts';

export const listSubjectsOperation = operation({
  name: 'subjects.list',
  kind: 'query',
  summary: 'List subjects in the order of their registration',
  http: 'GET /subjects',
  input: z.strictObject({ project: ProjectId.optional(), kind: SubjectKind.optional(), ...paging }),
  output: pageOf(SubjectRecord),
  authorise: ofTenant,
  async run({ input: { cursor, limit, ...filter }, tx }) {
    const [after] = cursorParts(cursor, 1);
    const subjects = await listSubjects(tx, filter, { after, limit: limit + 1 });
    return toPage(subjects, limit, ({ id }) => [id]);
  },
});
