import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCheckpoint, formatNote, formatVerifierKey, type VerifierKey, verifierKey } from 'selvedge-verify';
import { makeFolder } from '#ground/places';
import { LedgerError } from './errors.ts';

/** Signs the checkpoints of one log. */
export interface LogSigner {
  readonly origin: string;
  readonly key: VerifierKey;
  /** `name+id+base64`: what others pin. */
  readonly verifierKey: string;
  /** The signed note. */
  sign(size: number, root: Uint8Array): string;
  /** What this key is known to have signed last; undefined when nothing was noted. */
  lastSigned(): Signed | undefined;
  /** Notes what was published, so that a database that was set back is seen. */
  noteSigned(signed: Signed): void;
}

interface Signed {
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

/** The private keys of this machine's logs, one file each in `<home>/keys` (0700), readable by their owner alone (0600). */
export interface LogKeys {
  readonly directory: string;
  /** Undefined when the key is not on this machine. */
  signer(verifierKey: string): LogSigner | undefined;
  /** A new Ed25519 key for a log of this origin. */
  create(origin: string): LogSigner;
}

/**
 * Makes the folder, and keeps others out of it. Reads no key yet.
 *
 * @throws LedgerError `keys-unwritable`.
 */
export function openKeys(home: string): LogKeys {
  const directory = join(home, 'keys');
  try {
    makeFolder(directory);
    chmodSync(directory, 0o700);
  } catch (cause) {
    throw new LedgerError(
      'keys-unwritable',
      `the folder of the log's keys, ${directory}, cannot be made or kept private (${(cause as NodeJS.ErrnoException).code})\nMake it writable, or choose another data folder by SELVEDGE_DATA_HOME.`,
      { cause },
    );
  }
  return {
    directory,
    signer(wanted) {
      const file = readdirSync(directory).find(
        (name) => name.endsWith('.vkey') && readFileSync(join(directory, name), 'utf8').trim() === wanted,
      );
      return file === undefined ? undefined : openSigner(join(directory, file.slice(0, -'.vkey'.length)), wanted);
    },
    create(origin) {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const key = verifierKey(origin, rawKey(publicKey));
      const path = join(directory, `log-${key.keyId}`);
      writeFileSync(`${path}.pem`, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
        mode: 0o600,
        flag: 'wx',
        flush: true,
      });
      writeFileSync(`${path}.vkey`, `${formatVerifierKey(key)}\n`, { mode: 0o644, flag: 'wx', flush: true });
      return signerOf(path, origin, key, privateKey);
    },
  };
}

function openSigner(path: string, wanted: string): LogSigner {
  const file = `${path}.pem`;
  const { mode } = statSync(file, { throwIfNoEntry: false }) ?? missing(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new LedgerError(
      'key-missing',
      `others may read the log's private key ${file}\nchmod 600 ${file}, and rotate the key if somebody could have read it.`,
    );
  }
  const privateKey = createPrivateKey(readFileSync(file));
  const origin = wanted.slice(0, wanted.indexOf('+'));
  const key = verifierKey(origin, rawKey(createPublicKey(privateKey)));
  if (formatVerifierKey(key) !== wanted)
    throw new LedgerError('key-missing', `${file} is not the private key of ${wanted}`);
  return signerOf(path, origin, key, privateKey);
}

function missing(file: string): never {
  throw new LedgerError('key-missing', `the log's private key ${file} is gone\nPut it back, or begin a new log.`);
}

function signerOf(path: string, origin: string, key: VerifierKey, privateKey: KeyObject): LogSigner {
  const mark = `${path}.signed`;
  return {
    origin,
    key,
    verifierKey: formatVerifierKey(key),
    sign(size, root) {
      const text = formatCheckpoint({ origin, size, root });
      const signature = sign(null, Buffer.from(text), privateKey);
      return formatNote(text, [{ name: key.name, keyId: key.keyId, signature }]);
    },
    lastSigned() {
      try {
        const [size, root] = readFileSync(mark, 'utf8').trim().split(' ');
        return size === undefined || root === undefined ? undefined : { size: Number(size), root };
      } catch {
        return undefined;
      }
    },
    noteSigned({ size, root }) {
      writeFileSync(`${mark}.tmp`, `${size} ${root}\n`, { mode: 0o600 });
      renameSync(`${mark}.tmp`, mark);
    },
  };
}

/** The 32 bytes of RFC 8032, which stand at the end of the key's DER form. */
function rawKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
}
