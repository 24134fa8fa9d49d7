import { type ProjectId, type SubjectId } from '#ground/model';
import { type Access, type Call, notFound } from '#ground/operations';
import { type RegisteredSubject, readSubject } from '#ground/subjects';

/** The resource of an operation on what the tenant has as a whole. */
export function ofTenant({ tenant }: Pick<Call<unknown>, 'tenant'>): Access {
  return { resource: { type: 'Organisation', id: tenant.organisation } };
}

/** The resource of an operation on something with an id of its own. */
export function ofResource(type: string, id: string, project?: ProjectId): Access {
  return { resource: { type, id }, ...(project === undefined ? {} : { project }) };
}

/** The resource of an operation on a subject. Throws OperationError `not-found`. */
export async function ofSubject({ tx }: Pick<Call<unknown>, 'tx'>, id: SubjectId): Promise<Access> {
  return ofResource('Subject', id, (await subjectOf(tx, id)).project);
}

/** Throws OperationError `not-found`. */
export async function subjectOf(tx: Call<unknown>['tx'], id: SubjectId): Promise<RegisteredSubject> {
  const subject = await readSubject(tx, id);
  if (subject === undefined) throw notFound('subject', id);
  return subject;
}
