/** The one door: a capability is declared once, and whoever asks, it is parsed, authorised, done and recorded in one way. */
export { operation } from './operation.ts';
export type { Access, Call, InputOf, Kept, Operation, OperationKind, OutputOf, Settings } from './operation.ts';
export { apiBase, clientHeader, pathOf, restOf, routeOf } from './route.ts';
export type { Route } from './route.ts';
export { decodeCursor, encodeCursor, pageOf, paging } from './page.ts';
export { jsonSchemaOf, named } from './schema.ts';
export type { JsonSchema } from './schema.ts';
