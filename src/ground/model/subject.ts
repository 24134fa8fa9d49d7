import { z } from 'zod';
import { ProjectId, SubjectId } from './ids.ts';

export const SubjectKind = z.enum([
  'repository',
  'package',
  'artifact',
  'image',
  'service',
  'data-flow',
  'feature',
  'environment',
  'workload',
  'person',
]);
export type SubjectKind = z.infer<typeof SubjectKind>;

/** What we talk about, under an identity that survives renames, moves and new versions. */
export const Subject = z.strictObject({
  id: SubjectId,
  project: ProjectId,
  kind: SubjectKind,
  /** Unique in its kind and project: a purl, a digest, a SPIFFE id, a repository's project id. */
  identity: z.string().min(1).max(1024),
  /** For people; may change. */
  name: z.string().min(1).max(256),
});
export type Subject = z.infer<typeof Subject>;
