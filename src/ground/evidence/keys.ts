import { createPublicKey, type KeyObject } from 'node:crypto';
import { type ActorId, type Instant, newId, type OrganisationId, type SigningKeyId } from '#ground/model';
import { isUniqueViolation, type Transaction } from '#ground/store';
import { keyIdOf, type KnownKey, readPublicKey } from './dsse.ts';
import { EvidenceError } from './error.ts';

/** A public key that evidence may be signed with. */
export interface SigningKey {
  readonly id: SigningKeyId;
  readonly name: string;
  readonly keyid: string;
  readonly registeredBy: ActorId;
  readonly registeredAt: Instant;
  readonly revokedAt: Instant | null;
}

const columns = `id, name, keyid, registered_by as "registeredBy", registered_at as "registeredAt", revoked_at as "revokedAt"`;

/** @throws EvidenceError `not-a-key`, `key-in-use`. */
export async function registerKey(
  tx: Transaction,
  wish: {
    readonly organisation: OrganisationId;
    readonly name: string;
    readonly publicKey: string;
    readonly by: ActorId;
  },
  at: Instant,
): Promise<SigningKey> {
  const key = readPublicKey(wish.publicKey);
  const values = [newId('key'), wish.organisation, wish.name, keyIdOf(key), der(key), wish.by, at];
  try {
    const [row] = await tx.query<SigningKey>(
      `insert into signing_key (id, organisation, name, keyid, public_key, registered_by, registered_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
      values,
    );
    return row!; // an insert that returns gives its row
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new EvidenceError('key-in-use', `the key ${keyIdOf(key)} is registered already`, 'List the keys to see it.');
  }
}

export function listKeys(tx: Transaction): Promise<SigningKey[]> {
  return tx.query<SigningKey>(`select ${columns} from signing_key order by id`);
}

/** What it signed before stays; it signs nothing more. Undefined when there is none. */
export async function revokeKey(tx: Transaction, id: SigningKeyId, at: Instant): Promise<SigningKey | undefined> {
  const [row] = await tx.query<SigningKey>(
    `update signing_key set revoked_at = coalesce(revoked_at, $2) where id = $1 returning ${columns}`,
    [id, at],
  );
  return row;
}

/** Keys that may sign today: at most 1000 of them. */
export async function keysInUse(tx: Transaction): Promise<KnownKey<SigningKeyId>[]> {
  const rows = await tx.query<{ id: SigningKeyId; key: Buffer }>(
    'select id, public_key as key from signing_key where revoked_at is null order by id limit 1000',
  );
  return rows.map(({ id, key }) => ({ id, publicKey: createPublicKey({ key, format: 'der', type: 'spki' }) }));
}

function der(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}
