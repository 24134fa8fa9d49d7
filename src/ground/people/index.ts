/** Who acts: organisations, people, one-time sign-in links, sessions, machines' tokens. */
export { anonymous, Role, systemActor, TokenScope } from './actor.ts';
export type { Actor } from './actor.ts';
export { findActor } from './find.ts';
export {
  addOrganisation,
  addPerson,
  ensureHome,
  homeOrganisation,
  listPeople,
  readOrganisation,
} from './organisation.ts';
export { endSession, findSession, forgetOldSessions, issueSignInLink, redeemSignInLink } from './session.ts';
export type { Issued } from './session.ts';
export { createToken, findToken, listTokens, revokeToken } from './token.ts';
