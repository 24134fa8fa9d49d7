import { decodeBase64, decodeUtf8, encodeBase64, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical.ts';
import { VerificationError } from './error.ts';
import { sha256 } from './sha256.ts';

/**
 * An entry as the log holds it, version 1: what kind of thing happened, when, and a commitment to the rest. The rest (who,
 * what, why) and the salt stay with the log's keeper, under authorisation, so that erasing them leaves the log provable.
 */
export interface Leaf {
  readonly version: 1;
  /** `ent_` and a UUID of version 7. */
  readonly id: string;
  readonly type: string;
  /** RFC 3339, UTC, to the millisecond. */
  readonly time: string;
  /** Base64 of SHA-256(salt || canonical body). */
  readonly commitment: string;
}

/** The canonical JSON of the leaf (RFC 8785), as UTF-8: the bytes that are hashed into the tree. */
export function encodeLeaf({ version, id, type, time, commitment }: Leaf): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson({ version, id, type, time, commitment }));
}

const idForm = /^ent_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const typeForm = /^[a-z][a-z0-9.-]{0,127}$/i;

/** Throws `unsupported` for another version, by its name; `malformed` for anything that is not a leaf's canonical bytes. */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const leaf = parseJson(bytes);
  if (typeof leaf !== 'object' || leaf === null || Array.isArray(leaf)) throw malformed('it is not a JSON object');
  const { version, id, type, time, commitment } = leaf as Record<string, unknown>; // an object, its members still unknown
  if (version !== 1)
    throw new VerificationError(
      'unsupported',
      `entries of version ${JSON.stringify(version)?.slice(0, 40)} are not known here (known: 1)`,
    );
  if (typeof id !== 'string' || !idForm.test(id)) throw malformed('its id is not an entry’s');
  if (typeof type !== 'string' || !typeForm.test(type)) throw malformed('its type is not one');
  if (typeof time !== 'string' || !timeForm.test(time))
    throw malformed('its time is not RFC 3339 in UTC, to the millisecond');
  if (typeof commitment !== 'string' || decodeBase64(commitment)?.length !== 32)
    throw malformed('its commitment is not a SHA-256 in Base64');
  if (decodeUtf8(bytes) !== canonicalJson(leaf) || Object.keys(leaf).length !== 5)
    throw malformed('it is not in canonical form');
  return { version, id, type, time, commitment };
}

/** SHA-256(salt || canonical JSON of the body), in Base64. The salt has 32 random bytes, so that bodies cannot be guessed. */
export function commitmentOf(salt: Uint8Array, body: unknown): string {
  return encodeBase64(sha256(salt, utf8(canonicalJson(body))));
}

/** Throws `mismatch` unless the body, with the salt, is what the leaf commits to. */
export function verifyCommitment(leaf: Leaf, salt: Uint8Array, body: unknown): void {
  if (salt.length !== 32 || commitmentOf(salt, body) !== leaf.commitment)
    throw new VerificationError('mismatch', `this body is not the one that entry ${leaf.id} commits to`);
}

function parseJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw malformed('it is not UTF-8');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new VerificationError('malformed', 'not an entry of this log: it is not JSON', { cause });
  }
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', `not an entry of this log: ${message}`);
}
