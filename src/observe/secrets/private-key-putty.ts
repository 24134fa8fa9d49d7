import { createHash, createHmac } from 'node:crypto';
import type { Checksum } from './checksum-state.ts';
import { base64Line, linesOf } from './private-key-lines.ts';
import { sshString } from './private-key-ssh.ts';

/**
 * A key file of PuTTY (its manual, appendix C). The authentication code of one that is not encrypted has a key that everybody knows, and is a
 * sum over all of it; of one that is encrypted, the public half must be of the algorithm that the file says.
 */
export function puttyKey(text: string): Checksum {
  const key = partsOf(text);
  if (key.encryption === 'none') {
    const isValid = key.sum !== undefined && key.sum.equals(Buffer.from(key.mac, 'hex'));
    return { state: isValid ? 'valid' : 'absent' };
  }
  const isWhole = sshString(key.open, 0)?.text === key.algorithm && key.secret.length >= 16;
  return { state: isWhole ? 'valid' : 'absent', attributes: { encrypted: true } };
}

/** Without the comment, which people change, and the sum of it. */
export function normalPutty(text: string): string {
  const { algorithm, encryption, open, secret } = partsOf(text);
  return `PuTTY ${algorithm} ${encryption} ${open.toString('base64')} ${secret.toString('base64')}`;
}

interface Parts {
  readonly algorithm: string;
  /** `none`, `aes256-cbc`. */
  readonly encryption: string;
  readonly open: Buffer;
  readonly secret: Buffer;
  /** Hexadecimal. */
  readonly mac: string;
  /** What `mac` must be when nothing is encrypted; undefined for the first version, which has another. */
  readonly sum: Buffer | undefined;
}

function partsOf(text: string): Parts {
  const fields = new Map<string, string>();
  const digits = new Map<string, string>();
  let last = '';
  for (const line of linesOf(text)) {
    const [, name, value] = /^([A-Za-z][A-Za-z0-9-]*): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      fields.set(name, value);
      last = name;
    } else if (base64Line.test(line)) digits.set(last, (digits.get(last) ?? '') + line);
  }
  const version = /^PuTTY-User-Key-File-(\d)/.exec(text)?.[1] ?? '';
  const algorithm = fields.get(`PuTTY-User-Key-File-${version}`) ?? '';
  const encryption = fields.get('Encryption') ?? '';
  const open = Buffer.from(digits.get('Public-Lines') ?? '', 'base64');
  const secret = Buffer.from(digits.get('Private-Lines') ?? '', 'base64');
  const mac = fields.get('Private-MAC') ?? '';
  const summed = [algorithm, encryption, fields.get('Comment') ?? '', open, secret].map(lengthAndBytes);
  return { algorithm, encryption, open, secret, mac, sum: sumOf(version, Buffer.concat(summed)) };
}

function sumOf(version: string, bytes: Buffer): Buffer | undefined {
  if (version === '3') return createHmac('sha256', '').update(bytes).digest();
  if (version !== '2') return undefined;
  const key = createHash('sha1').update('putty-private-key-file-mac-key').digest();
  return createHmac('sha1', key).update(bytes).digest();
}

/** RFC 4251 section 5. */
function lengthAndBytes(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
