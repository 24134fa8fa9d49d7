import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto';
import { crc24 } from './checksum.ts';
import { pick, type Random, randomBytes, randomText } from './random.ts';

/** Private keys in the encodings that tools write them in: structure and lengths as in real ones, the numbers random. */
export function privateKey(kind: KeyKind, random: Random): string {
  return makers[kind](random);
}

const makers = {
  rsa: (random: Random) => pem('RSA PRIVATE KEY', rsa(random)),
  pkcs8: (random: Random) => pem('PRIVATE KEY', sequence(integer(0), rsaAlgorithm, octets(rsa(random)))),
  'pkcs8-ed25519': (random: Random) => pem('PRIVATE KEY', ed25519(random).pkcs8),
  ec: (random: Random) => pem('EC PRIVATE KEY', ec(random)),
  dsa(random: Random) {
    const big = (bytes: number) => unsigned(randomBytes(bytes, random));
    return pem('DSA PRIVATE KEY', sequence(integer(0), big(128), big(20), big(128), big(128), big(20)));
  },
  'pkcs8-encrypted'(random: Random) {
    const scheme = sequence(
      Buffer.from('06092a864886f70d01050d', 'hex'),
      sequence(octets(randomBytes(8, random)), integer(2048)),
    );
    return pem('ENCRYPTED PRIVATE KEY', sequence(scheme, octets(randomBytes(1232, random))));
  },
  'rsa-encrypted'(random: Random) {
    const body = lines(randomBytes(1200, random).toString('base64'));
    const head = `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${randomText('HEX', 32, random)}\n`;
    return `${begin('RSA PRIVATE KEY')}\n${head}\n${body}\n${end('RSA PRIVATE KEY')}`;
  },
  openssh: (random: Random) => pem('OPENSSH PRIVATE KEY', openssh(random), 70),
  pgp(random: Random) {
    const body = Buffer.concat([Buffer.from([0x95, 0x03, 0x98, 4]), randomBytes(900, random)]);
    const crc = Buffer.from(crc24(body).toString(16).padStart(6, '0'), 'hex').toString('base64');
    const label = 'PGP PRIVATE KEY BLOCK';
    return `${begin(label)}\n\n${lines(body.toString('base64'))}\n=${crc}\n${end(label)}`;
  },
  ssh2: (random: Random) => {
    const [open, close] = ['BEGIN', 'END'].map((word) => `---- ${word} SSH2 ENCRYPTED PRIVATE KEY ----`);
    return `${open}\nComment: "rsa-key"\n${lines(randomBytes(600, random).toString('base64'), 70)}\n${close}`;
  },
  putty(random: Random) {
    const body = (size: number) => lines(randomBytes(size, random).toString('base64'));
    const [open, secret] = [body(83), body(36)];
    return [
      'PuTTY-User-Key-File-3: ssh-ed25519',
      'Encryption: none',
      'Comment: deploy',
      `Public-Lines: ${open.split('\n').length}`,
      open,
      `Private-Lines: ${secret.split('\n').length}`,
      secret,
      `Private-MAC: ${randomText('hex', 64, random)}`,
    ].join('\n');
  },
};

export type KeyKind = keyof typeof makers;
export const keyKinds = Object.keys(makers) as KeyKind[]; // exactly these keys

export function publicKey(random: Random): string {
  const spki = sequence(
    rsaAlgorithm,
    tagged(3, Buffer.concat([Buffer.from([0]), sequence(unsigned(modulus(random)), integer(65537))])),
  );
  return pem('PUBLIC KEY', spki);
}

/** Looks like one from outside; nothing in it is signed. */
export function certificate(random: Random): string {
  const body = sequence(integer(2), unsigned(randomBytes(16, random)), rsaAlgorithm, octets(randomBytes(600, random)));
  return pem(
    pick(['CERTIFICATE', 'CERTIFICATE', 'CERTIFICATE REQUEST'], random),
    sequence(body, rsaAlgorithm, octets(randomBytes(256, random))),
  );
}

export function ed25519(random: Random): { pkcs8: Buffer; seed: Buffer; publicKey: Buffer } {
  const seed = randomBytes(32, random);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
  return { pkcs8, seed, publicKey: key.export({ format: 'der', type: 'spki' }).subarray(-32) };
}

export function pem(label: string, der: Uint8Array, width = 64): string {
  return `${begin(label)}\n${lines(Buffer.from(der).toString('base64'), width)}\n${end(label)}`;
}

/** In two parts, so that no key's beginning stands in this file. */
export const begin = (label: string) => `${'-'.repeat(5)}BEGIN ${label}${'-'.repeat(5)}`;
export const end = (label: string) => `${'-'.repeat(5)}END ${label}${'-'.repeat(5)}`;

function lines(text: string, width = 64): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
}

/** RFC 8017, appendix A.1.2; the primes are not. */
function rsa(random: Random): Buffer {
  const [p, q] = [modulus(random, 128), modulus(random, 128)];
  const product = (BigInt(`0x${p.toString('hex')}`) * BigInt(`0x${q.toString('hex')}`)).toString(16);
  const n = Buffer.from(product.padStart(512, '0'), 'hex');
  const rest = [
    randomBytes(256, random),
    p,
    q,
    randomBytes(128, random),
    randomBytes(128, random),
    randomBytes(128, random),
  ];
  return sequence(integer(0), unsigned(n), integer(65537), ...rest.map(unsigned));
}

/** RFC 5915, on P-256. */
function ec(random: Random): Buffer {
  const curve = createECDH('prime256v1');
  const secret = randomBytes(32, random);
  secret[0] = 1 + random(250);
  curve.setPrivateKey(secret);
  const bits = Buffer.concat([Buffer.from([0]), curve.getPublicKey()]);
  return sequence(
    integer(1),
    octets(secret),
    tagged(0xa0, Buffer.from('06082a8648ce3d030107', 'hex')),
    tagged(0xa1, tagged(3, bits)),
  );
}

/** PROTOCOL.key of OpenSSH, for Ed25519 without a passphrase. */
function openssh(random: Random): Buffer {
  const { seed, publicKey: open } = ed25519(random);
  const blob = Buffer.concat([text('ssh-ed25519'), text(open)]);
  const check = randomBytes(4, random);
  const secret = Buffer.concat([check, check, blob, text(Buffer.concat([seed, open])), text('deploy@ci')]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  return Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    one,
    text(blob),
    text(Buffer.concat([secret, padding])),
  ]);
}

/** RFC 4251, section 5: a string after its length. */
function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const rsaAlgorithm = Buffer.from('300d06092a864886f70d0101010500', 'hex');

function modulus(random: Random, length = 256): Buffer {
  const bytes = randomBytes(length, random);
  bytes[0] = (bytes[0] ?? 0) | 0xc0;
  bytes[length - 1] = (bytes[length - 1] ?? 0) | 1;
  return bytes;
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function octets(bytes: Buffer): Buffer {
  return tagged(4, bytes);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  return unsigned(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'));
}

function unsigned(bytes: Buffer): Buffer {
  return tagged(2, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** Definite length, X.690 section 8.1.3. */
function tagged(tag: number, content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}
