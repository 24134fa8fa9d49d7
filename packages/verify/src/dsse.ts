import { concat, decodeBase64, utf8 } from './bytes.ts';
import { verifyEd25519 } from './ed25519.ts';
import { VerificationError } from './error.ts';

/** A DSSE envelope (github.com/secure-systems-lab/dsse, envelope.md), parsed and not yet verified. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: Uint8Array }[];
}

/** The payload type of an in-toto Statement. */
export const inTotoPayloadType = 'application/vnd.in-toto+json';

/** A key that may sign evidence. Its name is for messages: what a key is called proves nothing. */
export interface EvidenceKey {
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Returns the first of the keys that signed the envelope. Throws `unknown-key` when none did. */
export async function verifyEnvelope(envelope: Envelope, keys: readonly EvidenceKey[]): Promise<EvidenceKey> {
  const signed = preAuthEncoding(envelope.payloadType, envelope.payload);
  for (const key of keys) {
    for (const { sig } of envelope.signatures) {
      if (sig.length === 64 && (await verifyEd25519(key.publicKey, signed, sig))) return key;
    }
  }
  throw new VerificationError(
    'unknown-key',
    `none of its ${envelope.signatures.length} signatures is by ${keys.map((key) => key.name).join(' or ') || 'a known key'}`,
  );
}

/** PAE of protocol.md: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body. These are the bytes that are signed. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const type = utf8(payloadType);
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

const maxSignatures = 64;

/** Throws `malformed` for a JSON value that is no envelope. */
export function parseEnvelope(json: unknown): Envelope {
  const { payloadType, payload, signatures } = (typeof json === 'object' && json !== null ? json : {}) as Record<
    string,
    unknown
  >; // members still unknown
  const bytes = typeof payload === 'string' ? decodeBase64(payload) : undefined;
  if (typeof payloadType !== 'string' || bytes === undefined)
    throw malformed('no payloadType, or no payload in Base64');
  if (!Array.isArray(signatures) || signatures.length === 0 || signatures.length > maxSignatures)
    throw malformed(`it has between 1 and ${maxSignatures} signatures`);
  return { payloadType, payload: bytes, signatures: signatures.map(parseSignature) };
}

function parseSignature(json: unknown): Envelope['signatures'][number] {
  const { keyid, sig } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>; // members still unknown
  const bytes = typeof sig === 'string' ? decodeBase64(sig) : undefined;
  if (bytes === undefined || (keyid !== undefined && typeof keyid !== 'string'))
    throw malformed('a signature is not one');
  return { sig: bytes, ...(keyid === undefined ? {} : { keyid }) };
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', `not a DSSE envelope: ${message}`);
}
