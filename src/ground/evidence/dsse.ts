import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { inTotoPayloadType, preAuthEncoding } from 'selvedge-verify';
import { canonicalJson, Statement } from '#ground/model';
import { base64Text } from './base64.ts';
import { EvidenceError } from './error.ts';

/** A DSSE envelope (secure-systems-lab/dsse, envelope.md) of a statement. */
export const Envelope = z.strictObject({
  payloadType: z.literal(inTotoPayloadType),
  payload: base64Text(48_000_000),
  signatures: z
    .array(z.strictObject({ keyid: z.string().max(256).optional(), sig: base64Text(256) }))
    .min(1)
    .max(8),
});
export type Envelope = z.output<typeof Envelope>;

/** Signs a statement's canonical JSON with an Ed25519 key (RFC 8032). */
export function signStatement(statement: Statement, privateKey: KeyObject): Envelope {
  const payload = Buffer.from(canonicalJson(statement), 'utf8');
  const sig = sign(null, preAuthEncoding(inTotoPayloadType, payload), privateKey).toString('base64');
  const keyid = keyIdOf(createPublicKey(privateKey));
  return { payloadType: inTotoPayloadType, payload: payload.toString('base64'), signatures: [{ keyid, sig }] };
}

/** A key that may have signed, by what name it is registered. */
export interface KnownKey<Id> {
  readonly id: Id;
  readonly publicKey: KeyObject;
}

export interface OpenedEnvelope<Id> {
  readonly statement: Statement;
  /** The statement's text as it was signed. */
  readonly payload: string;
  readonly signedBy: Id;
}

/**
 * The statement in an envelope, and which of the keys signed it. A `keyid` is a hint and proves nothing (protocol.md), so that
 * every key is tried on every signature, bounded by the envelope's eight and the keys of one organisation.
 *
 * @throws EvidenceError `not-signed-by-a-known-key`, `not-a-statement`.
 */
export function openEnvelope<Id>(envelope: Envelope, keys: readonly KnownKey<Id>[]): OpenedEnvelope<Id> {
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = preAuthEncoding(envelope.payloadType, payload);
  const signer = keys.find(({ publicKey }) =>
    envelope.signatures.some(({ sig }) => verify(null, signed, publicKey, Buffer.from(sig, 'base64'))),
  );
  if (signer === undefined) {
    throw new EvidenceError(
      'not-signed-by-a-known-key',
      `none of the envelope's ${envelope.signatures.length} signatures is by a registered key`,
      'Register the public key of the signer (keys.register), or check that the envelope was not changed.',
    );
  }
  return { ...parseStatement(payload), signedBy: signer.id };
}

/** Reads nothing of the payload before a signature has been verified. */
function parseStatement(payload: Buffer): { statement: Statement; payload: string } {
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    json = JSON.parse(text);
  } catch (cause) {
    throw notAStatement('it is not JSON in UTF-8', cause);
  }
  const parsed = Statement.safeParse(json);
  if (parsed.success) return { statement: parsed.data, payload: text };
  const issue = parsed.error.issues[0];
  throw notAStatement(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`, parsed.error);
}

function notAStatement(why: string, cause: unknown): EvidenceError {
  return new EvidenceError(
    'not-a-statement',
    `the envelope's payload is not an in-toto Statement that is known here: ${why}`,
    'Compare it with the schema of evidence.submit in /api/v1/openapi.json.',
    { cause },
  );
}

/**
 * An Ed25519 public key from PEM (SubjectPublicKeyInfo) or base64 of its 32 bytes.
 *
 * @throws EvidenceError `not-a-key`.
 */
export function readPublicKey(text: string): KeyObject {
  try {
    const key = text.includes('BEGIN') ? createPublicKey(text) : createPublicKey(rawKey(text));
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw notAKey(`it is a key of ${key.asymmetricKeyType ?? 'an unknown kind'}, not Ed25519`);
  } catch (error) {
    if (error instanceof EvidenceError) throw error;
    throw notAKey('it cannot be read', error);
  }
}

function rawKey(text: string): { key: { kty: string; crv: string; x: string }; format: 'jwk' } {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== 32) throw notAKey(`an Ed25519 key has 32 bytes, and this has ${bytes.length}`);
  return { key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' };
}

function notAKey(why: string, cause?: unknown): EvidenceError {
  return new EvidenceError(
    'not-a-key',
    `that is not an Ed25519 public key: ${why}`,
    'Give it as PEM (-----BEGIN PUBLIC KEY-----) or as base64 of its 32 bytes.',
    { cause },
  );
}

/** Hexadecimal SHA-256 of the key's DER, as in-toto's and sigstore's tools name keys. */
export function keyIdOf(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ format: 'der', type: 'spki' }), 'hex');
}
