import type { ActorId, Instant, OrganisationId, PersonId } from '#ground/model';
import type { Transaction } from '#ground/store';
import type { Actor, Role } from './actor.ts';
import { hashSecret, isSecretShaped, newSecret } from './secret.ts';

/** A link that was sent to the wrong person, or lies in a history, is worth nothing soon. */
const linkMinutes = 10;

/** A session ends when it is not used for `idleHours`, and in any case after `absoluteDays`. */
const sessionLimits = { idleHours: 12, absoluteDays: 7 } as const;

/** A link's or session's secret, shown once and kept as a hash, and when it ends. */
export interface Issued {
  readonly secret: string;
  readonly expiresAt: Instant;
}

/** A secret that signs its person in, once. */
export async function issueSignInLink(
  tx: Transaction,
  { organisation, person }: { readonly organisation: OrganisationId; readonly person: PersonId },
  at: Instant,
): Promise<Issued> {
  const secret = newSecret();
  const expiresAt = after(at, linkMinutes * 60_000);
  await tx.query('insert into sign_in_link (hash, organisation, person, expires_at) values ($1, $2, $3, $4)', [
    hashSecret(secret),
    organisation,
    person,
    expiresAt,
  ]);
  return { secret, expiresAt };
}

/**
 * Spends a link and opens a session. Undefined for one that is unknown, spent or expired; which, is not said. Needs a system
 * transaction. Of two that spend it at once, one waits for the other's row and then finds it spent.
 */
export async function redeemSignInLink(
  tx: Transaction,
  secret: string,
  at: Instant,
): Promise<{ session: Issued; person: Actor } | undefined> {
  if (!isSecretShaped(secret)) return undefined;
  const [link] = await tx.query<{ person: PersonId; organisation: OrganisationId }>(
    `update sign_in_link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2
     returning person, organisation`,
    [hashSecret(secret), at],
  );
  if (link === undefined) return undefined;
  const session = { secret: newSecret(), expiresAt: after(at, sessionLimits.absoluteDays * 86_400_000) };
  await tx.query(
    `insert into session (hash, organisation, person, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)`,
    [hashSecret(session.secret), link.organisation, link.person, at, session.expiresAt],
  );
  const person = await findSession(tx, session.secret, at);
  return person === undefined ? undefined : { session, person };
}

/** Who a session's secret stands for. Undefined when it is unknown, ended, idle for too long or over. Needs a system transaction. */
export async function findSession(tx: Transaction, secret: string, at: Instant): Promise<Actor | undefined> {
  if (!isSecretShaped(secret)) return undefined;
  const [row] = await tx.query<{
    id: string;
    organisation: OrganisationId;
    name: string;
    roles: Role[];
    stale: boolean;
  }>(
    `select p.id, p.organisation, p.name, p.roles, s.seen_at < $2::timestamptz - interval '1 minute' as stale
     from session s join person p on p.id = s.person
     where s.hash = $1 and s.ended_at is null and s.expires_at > $2
       and s.seen_at > $2::timestamptz - make_interval(hours => $3::int)`,
    [hashSecret(secret), at, sessionLimits.idleHours],
  );
  if (row === undefined) return undefined;
  // Once a minute, not at every request: reading should not write.
  if (row.stale) await tx.query('update session set seen_at = $2 where hash = $1', [hashSecret(secret), at]);
  const { id, organisation, name, roles } = row;
  return { id: id as ActorId, kind: 'person', name, organisation, roles, scopes: [] }; // a person's id is an actor's
}

/** Ends a session, and says whose it was. Needs a system transaction. */
export async function endSession(tx: Transaction, secret: string, at: Instant): Promise<Actor | undefined> {
  const person = await findSession(tx, secret, at);
  if (person !== undefined)
    await tx.query('update session set ended_at = $2 where hash = $1', [hashSecret(secret), at]);
  return person;
}

/** Removes links and sessions that are over, of all organisations. */
export async function forgetOldSessions(tx: Transaction, at: Instant): Promise<void> {
  await tx.query(`delete from sign_in_link where expires_at < $1::timestamptz - interval '1 day'`, [at]);
  await tx.query(`delete from session where expires_at < $1::timestamptz - interval '1 day'`, [at]);
}

function after(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) + milliseconds).toISOString() as Instant; // toISOString() is this format
}
