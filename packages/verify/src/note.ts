import { concat, decodeBase64, decodeUtf8, encodeBase64, hex, utf8 } from './bytes.ts';
import { verifyEd25519 } from './ed25519.ts';
import { VerificationError } from './error.ts';
import { sha256 } from './sha256.ts';

/** A signed note, c2sp.org/signed-note, parsed and not yet verified: `text` is to be ignored until it is. */
export interface Note {
  /** With its final newline: exactly what was signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** An Ed25519 key by which notes are verified. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array;
}

/** A signature by the key over the note's text. Throws `unknown-key` when there is none, `bad-signature` when it is false. */
export async function verifyNote(note: Note, key: VerifierKey): Promise<void> {
  const ours = note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  if (ours.length === 0) {
    const signers = note.signatures.map(({ name, keyId }) => `${name}+${keyId}`).join(', ');
    throw new VerificationError(
      'unknown-key',
      `not signed by ${key.name}+${key.keyId}; its signatures are by ${signers}`,
    );
  }
  const text = utf8(note.text);
  for (const { signature } of ours) {
    if (signature.length !== 64 || !(await verifyEd25519(key.publicKey, text, signature))) {
      throw new VerificationError('bad-signature', `the signature of ${key.name}+${key.keyId} is not over this text`);
    }
  }
}

export const maxNoteLength = 64 * 1024;
const maxSignatures = 64;
const emDash = '\u2014';
// oxlint-disable-next-line no-control-regex -- The specification forbids exactly these.
const controlOtherThanNewline = /[\u0000-\u0009\u000b-\u001f]/;

/** Throws `malformed` for anything that is not a note of at most 64 KiB and 64 signatures. */
export function parseNote(bytes: Uint8Array | string): Note {
  const note = typeof bytes === 'string' ? bytes : decodeUtf8(bytes);
  if (note === undefined || !note.isWellFormed()) throw malformed('not UTF-8');
  if (note.length > maxNoteLength) throw malformed(`longer than ${maxNoteLength} characters`);
  if (controlOtherThanNewline.test(note)) throw malformed('it holds a control character');
  // The last empty line separates, because the text may have empty lines too.
  const separator = note.lastIndexOf('\n\n');
  if (separator < 0 || !note.endsWith('\n'))
    throw malformed('no blank line before its signatures, or no newline at its end');
  const lines = note.slice(separator + 2, -1).split('\n');
  if (lines.length > maxSignatures) throw malformed(`more than ${maxSignatures} signatures`);
  return { text: note.slice(0, separator + 1), signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line: string): NoteSignature {
  const [dash, name, base64, ...rest] = line.split(' ');
  const bytes = base64 === undefined ? undefined : decodeBase64(base64);
  if (
    dash !== emDash ||
    name === undefined ||
    !isKeyName(name) ||
    bytes === undefined ||
    bytes.length < 5 ||
    rest.length > 0
  )
    throw malformed(`not a signature line: ${line.slice(0, 80)}`);
  return { name, keyId: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

/** The note that carries these signatures. `text` must end in a newline. */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  if (!text.endsWith('\n') || controlOtherThanNewline.test(text))
    throw new RangeError('the text of a note ends in a newline and holds no other control character');
  const lines = signatures.map(
    ({ name, keyId, signature }) => `${emDash} ${name} ${encodeBase64(concat(fromHex(keyId), signature))}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

const ed25519Type = Uint8Array.of(1);

/** SHA-256(name || 0x0A || 0x01 || public key)[:4] as 8 hexadecimal digits. */
export function keyIdOf(name: string, publicKey: Uint8Array): string {
  return hex(sha256(utf8(`${name}\n`), ed25519Type, publicKey).subarray(0, 4));
}

/** Throws RangeError for a name that cannot stand in a note, or a key that is not 32 bytes. */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name) || publicKey.length !== 32)
    throw new RangeError('a key has a name without spaces and plus signs, and 32 bytes');
  return { name, keyId: keyIdOf(name, publicKey), publicKey };
}

/** `name+id+base64(0x01 || public key)`. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.keyId}+${encodeBase64(concat(ed25519Type, key.publicKey))}`;
}

/** Throws `malformed` for anything else than a vkey, `unsupported` for one that is not Ed25519. */
export function parseVerifierKey(vkey: string): VerifierKey {
  // The Base64 may hold plus signs; the name and the id cannot.
  const match = /^([^+]{1,256})\+([0-9a-f]{8})\+(\S{1,8192})$/.exec(vkey.trim());
  const bytes = match === null ? undefined : decodeBase64(match[3]!);
  if (match === null || bytes === undefined || !isKeyName(match[1]!)) throw malformedKey('it has the form name+id+key');
  if (bytes[0] !== 1)
    throw new VerificationError(
      'unsupported',
      `a key of signature type ${bytes[0]} is not known here; only Ed25519 (1) is`,
    );
  const publicKey = bytes.subarray(1);
  if (publicKey.length !== 32) throw malformedKey('an Ed25519 key has 32 bytes');
  const key = verifierKey(match[1]!, publicKey);
  if (key.keyId !== match[2]) throw malformedKey(`its id must be ${key.keyId}, not ${match[2]}`);
  return key;
}

function isKeyName(name: string): boolean {
  return name.length > 0 && name.isWellFormed() && !/[\s+\u0085]/u.test(name);
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', `not a signed note: ${message}`);
}

function malformedKey(message: string): VerificationError {
  return new VerificationError('malformed', `not a verifier key: ${message}`);
}
