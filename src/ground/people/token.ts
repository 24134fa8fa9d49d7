import { type ActorId, type Instant, newId, type OrganisationId, type ProjectId, type TokenId } from '#ground/model';
import type { Transaction } from '#ground/store';
import type { Actor, TokenScope } from './actor.ts';
import { hashSecret, isTokenShaped, newToken } from './secret.ts';

/** A machine's token as it is kept: never the token itself. */
export interface TokenRow {
  readonly id: TokenId;
  readonly name: string;
  readonly scopes: TokenScope[];
  readonly project: ProjectId | null;
  readonly createdBy: ActorId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface NewToken {
  readonly organisation: OrganisationId;
  readonly project?: ProjectId | undefined;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly createdBy: ActorId;
  readonly days: number;
}

const columns = `id, name, scopes, project, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

/** Makes a token; `token` is the only sight of it. */
export async function createToken(
  tx: Transaction,
  { organisation, project, name, scopes, createdBy, days }: NewToken,
  at: Instant,
): Promise<TokenRow & { readonly token: string }> {
  const token = newToken();
  const expiresAt = new Date(Date.parse(at) + days * 86_400_000).toISOString();
  const [row] = await tx.query<TokenRow>(
    `insert into token (id, organisation, project, hash, name, scopes, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${columns}`,
    [newId('tok'), organisation, project ?? null, hashSecret(token), name, scopes, createdBy, at, expiresAt],
  );
  return { ...row!, token }; // an insert that returns gives its row
}

export function listTokens(tx: Transaction): Promise<TokenRow[]> {
  return tx.query<TokenRow>(`select ${columns} from token order by id`);
}

/** From now on it is refused. Undefined when there is none; one that is revoked already stays as it was. */
export async function revokeToken(tx: Transaction, id: TokenId, at: Instant): Promise<TokenRow | undefined> {
  const [row] = await tx.query<TokenRow>(
    `update token set revoked_at = coalesce(revoked_at, $2) where id = $1 returning ${columns}`,
    [id, at],
  );
  return row;
}

/** Whom a token stands for. Undefined when it is unknown, revoked or expired. Needs a system transaction. */
export async function findToken(tx: Transaction, token: string, at: Instant): Promise<Actor | undefined> {
  if (!isTokenShaped(token)) return undefined;
  const [row] = await tx.query<TokenRow & { organisation: OrganisationId; stale: boolean }>(
    `select ${columns}, organisation, coalesce(last_used_at < $2::timestamptz - interval '1 minute', true) as stale
     from token where hash = $1 and revoked_at is null and expires_at > $2`,
    [hashSecret(token), at],
  );
  if (row === undefined) return undefined;
  if (row.stale) await tx.query('update token set last_used_at = $2 where id = $1', [row.id, at]);
  const { id, organisation, name, project, scopes } = row;
  return {
    id: id as string as ActorId, // a token's id is an actor's
    kind: 'machine',
    name,
    organisation,
    ...(project === null ? {} : { project }),
    roles: ['machine'],
    scopes,
  };
}
