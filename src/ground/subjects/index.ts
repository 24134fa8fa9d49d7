/** What we talk about: projects and their subjects, under identities that stay. */
export { listSubjects, lockSubject, readSubject, registerSubject } from './store.ts';
export type { RegisteredSubject } from './store.ts';
