/** The one door: a capability is declared once, and whoever asks, it is parsed, authorised, done and recorded in one way. */
export { operation } from './operation.ts';
export type { Access, Call, Operation, Settings } from './operation.ts';
export { systemActor } from '#ground/people';
export type { Actor } from '#ground/people';
export { permits } from './authorise.ts';
export { execute } from './execute.ts';
export type { Answer, ExecuteContext } from './execute.ts';
export { notFound, OperationError } from './error.ts';
export type { InputIssue } from './error.ts';
export { DenialCounter } from './denials.ts';
export { forgetOldKeys } from './idempotency.ts';
export { proveEntryIn } from './proof.ts';
export type { EntryProof } from './proof.ts';
export { apiBase, clientHeader, pathOf, restOf, routeOf } from './route.ts';
export { decodeCursor, encodeCursor, pageOf, paging } from './page.ts';
export { jsonSchemaOf, named } from './schema.ts';
export type { JsonSchema } from './schema.ts';
