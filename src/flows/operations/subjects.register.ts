import { z } from 'zod';
import { ProjectId, SubjectKind } from '#ground/model';
import { operation } from '#ground/operations';
import { registerSubject } from '#ground/subjects';
import { SubjectRecord } from './shapes/subject.ts';

export const registerSubjectOperation = operation({
  name: 'subjects.register',
  kind: 'command',
  summary: 'Register a subject; one that is known keeps its id',
  http: 'POST /subjects',
  input: z.strictObject({
    project: ProjectId,
    kind: SubjectKind,
    /** Unique in its kind and project: a purl, a digest, a SPIFFE id; for a repository, the project's id. */
    identity: z.string().min(1).max(1024),
    name: z.string().min(1).max(256),
    /** Of a repository: the URL that it was cloned from, in any of git's forms. Credentials in it are dropped. */
    remote: z.string().min(1).max(2048).optional(),
  }),
  output: SubjectRecord,
  authorise: ({ input }) => ({ resource: { type: 'Project', id: input.project }, project: input.project }),
  run: ({ input, tx, tenant, at }) => registerSubject(tx, { organisation: tenant.organisation, ...input }, at),
  // The remote as it came may hold credentials; the result has it without.
  keep: (input, result) => ({ input: { ...input, remote: result.remote }, result }),
});
