import { append } from '#ground/ledger';
import type { Clock, OrganisationId, PersonId } from '#ground/model';
import {
  type Actor,
  endSession,
  ensureHome,
  findSession,
  findToken,
  type Issued,
  redeemSignInLink,
} from '#ground/people';
import type { Store } from '#ground/store';

/** What a request says about who sends it. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly secret: string }
  | { readonly kind: 'session'; readonly secret: string };

/** Who that is; undefined when the credentials are unknown, revoked, expired or ended. */
export function authenticate(store: Store, credentials: Credentials, clock: Clock): Promise<Actor | undefined> {
  if (credentials.kind === 'none') return Promise.resolve(undefined);
  const find = credentials.kind === 'token' ? findToken : findSession;
  return store.system((tx) => find(tx, credentials.secret, clock()));
}

/** Spends a one-time link; that somebody signed in is an entry of the same transaction. Undefined for a link that is worth nothing. */
export function signIn(
  store: Store,
  secret: string,
  clock: Clock,
): Promise<{ session: Issued; person: Actor } | undefined> {
  return store.system(async (tx) => {
    const signedIn = await redeemSignInLink(tx, secret, clock());
    if (signedIn !== undefined) await record(tx, 'session.began', signedIn.person);
    return signedIn;
  });
}

/** Ends a session. Undefined when it had ended already. */
export function signOut(store: Store, secret: string, clock: Clock): Promise<Actor | undefined> {
  return store.system(async (tx) => {
    const person = await endSession(tx, secret, clock());
    if (person !== undefined) await record(tx, 'session.ended', person);
    return person;
  });
}

async function record(
  tx: Parameters<typeof append>[0],
  type: 'session.began' | 'session.ended',
  { id, name, organisation }: Actor,
): Promise<void> {
  if (organisation === undefined) throw new Error('a person belongs to an organisation');
  await append(tx, { type, organisation, actor: id, body: { version: 1, actor: { id, name } } });
}

/** The organisation of this installation and its owner; made, with an entry that says so, at the first start. */
export function openHome(
  store: Store,
  clock: Clock,
  names = { organisation: 'home', owner: 'Owner' },
): Promise<{ organisation: OrganisationId; owner: PersonId; created: boolean }> {
  return store.system(async (tx) => {
    const { organisation, owner, created } = await ensureHome(tx, names, clock());
    if (created) {
      const body = { version: 1, organisation: organisation.id, owner: { id: owner.id, name: owner.name } };
      const actor = owner.id as string as Actor['id']; // a person's id is an actor's
      await append(tx, { type: 'organisation.founded', organisation: organisation.id, actor, body });
    }
    return { organisation: organisation.id, owner: owner.id, created };
  });
}
