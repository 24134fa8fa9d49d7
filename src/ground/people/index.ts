/** Who acts: people, machines' tokens, sessions, one-time sign-in links. */
export { anonymous, Role, roles, systemActor, TokenScope } from './actor.ts';
export type { Actor } from './actor.ts';
