import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
  verifyNote,
} from 'selvedge-verify';
import { manifestName } from '#ground/advisories';
import { digestBytes } from '#ground/model';
import { makeFolder } from '#ground/places';
import { BundleError } from './bundle-error.ts';

/** Signs statements about an index as notes (c2sp.org/signed-note), with Ed25519. */
export interface IndexSigner {
  readonly key: VerifierKey;
  /** `name+id+base64`: what others name to believe it. */
  readonly verifierKey: string;
  sign(text: string): string;
}

/** The name in every key of ours: a note names its signer, and any number of machines may share this one. */
const keyName = 'selvedge-advisories';

/** This machine's own key, made when it is first needed: `keys/advisories.pem` in the data home, for its owner alone. */
export function localSigner(dataFolder: string): IndexSigner {
  const folder = join(dataFolder, 'keys');
  const path = join(folder, 'advisories.pem');
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    makeFolder(folder);
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    try {
      writeFileSync(path, pem, { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      // Another process made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readSigner(path);
}

/** A private key from a PEM file (PKCS 8). @throws BundleError `not-a-key`. */
export function readSigner(path: string): IndexSigner {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new BundleError('not-a-key', `there is no ${path}`, 'Name a file with an Ed25519 key.');
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0)
    throw new BundleError('not-a-key', `others may read the private key ${path}`, `chmod 600 ${path}`);
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(path));
  } catch (cause) {
    throw new BundleError('not-a-key', `${path} is no private key in PEM`, makeOne, cause);
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new BundleError('not-a-key', `${path} is a key of ${key.asymmetricKeyType}, not of Ed25519`, makeOne);
  const publicKey = verifierKey(keyName, rawKey(createPublicKey(key)));
  return {
    key: publicKey,
    verifierKey: formatVerifierKey(publicKey),
    sign: (text) =>
      formatNote(text, [
        { name: publicKey.name, keyId: publicKey.keyId, signature: sign(null, Buffer.from(text), key) },
      ]),
  };
}

const makeOne = 'Make one: openssl genpkey -algorithm ed25519 -out advisories.pem && chmod 600 advisories.pem';

/**
 * A public key as a person gives it: `name+id+base64`, PEM, base64 of its 32 bytes, or a file that holds one of these.
 *
 * @throws BundleError `not-a-key`.
 */
export function readVerifier(given: string): VerifierKey {
  const text = (
    statSync(given, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(given, 'utf8') : given
  ).trim();
  try {
    if (text.includes('BEGIN PUBLIC KEY')) {
      const key = createPublicKey(text);
      if (key.asymmetricKeyType !== 'ed25519') throw new RangeError('not Ed25519');
      return verifierKey(keyName, rawKey(key));
    }
    return text.includes('+') && /^[^+\s]+\+[0-9a-f]{8}\+/.test(text)
      ? parseVerifierKey(text)
      : verifierKey(keyName, Buffer.from(text, 'base64'));
  } catch (cause) {
    throw new BundleError(
      'not-a-key',
      'that is no Ed25519 public key',
      'Give what `selvedge advisories export` printed, or a file with it or with the key in PEM.',
      cause,
    );
  }
}

/** The 32 bytes of RFC 8032, which stand at the end of the key's DER form. */
function rawKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
}

/** What a note says, if this key signed it. @throws BundleError `tampered`, `unsigned`. */
export async function openNote(note: string, key: VerifierKey, what: string): Promise<string> {
  try {
    const parsed = parseNote(note);
    await verifyNote(parsed, key);
    return parsed.text;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'unknown-key')
      throw new BundleError(
        'unsigned',
        `${what} is not signed by ${formatVerifierKey(key)}`,
        'Give the key of who made it.',
        cause,
      );
    throw new BundleError('tampered', `${what} was changed after it was signed`, 'Get it again.', cause);
  }
}

const signatureName = 'manifest.note';
const statementType = 'selvedge-advisories/v1';

/** Signs the manifest as it stands, beside it. */
export function signIndex(folder: string, signer: IndexSigner, at: string): void {
  const manifest = readFileSync(join(folder, manifestName));
  const fresh = join(folder, `${signatureName}.${process.pid}.tmp`);
  writeFileSync(fresh, signer.sign(statementOf(manifest, at)), { mode: 0o600 });
  renameSync(fresh, join(folder, signatureName));
}

/** When the manifest was signed by this key. @throws BundleError */
export async function isSigned(folder: string, key: VerifierKey): Promise<{ readonly at: string }> {
  let note: string;
  try {
    note = readFileSync(join(folder, signatureName), 'utf8');
  } catch (cause) {
    throw new BundleError('unsigned', 'the index is not signed', 'selvedge advisories sync signs it.', cause);
  }
  const { digest, at } = readStatement(await openNote(note, key, 'the index'), 'the index');
  if (digest !== digestBytes(readFileSync(join(folder, manifestName))))
    throw new BundleError(
      'tampered',
      'the index was changed after it was signed',
      'selvedge advisories sync makes it anew.',
    );
  return { at };
}

/** Three lines: what it is, the digest of the manifest, the time. The manifest has the digests of all else. */
export function statementOf(manifest: Uint8Array, at: string): string {
  return `${statementType}\n${digestBytes(manifest)}\n${at}\n`;
}

/** @throws BundleError `not-a-bundle`. */
export function readStatement(text: string, what: string): { readonly digest: string; readonly at: string } {
  const [type, digest, at, rest] = text.split('\n');
  if (type !== statementType || digest === undefined || at === undefined || rest !== '' || Number.isNaN(Date.parse(at)))
    throw new BundleError('not-a-bundle', `what is signed in ${what} is no statement about an index of advisories`);
  return { digest, at };
}
