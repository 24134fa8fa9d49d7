import { crc32, crc32InBase36, crc32InBase62, crc32LittleEndian, hex32 } from './checksum.ts';
import { toBase58check, withCrc16 } from './checksum-wallet.ts';
import { bech32Sum } from './checksum-structure.ts';
import { annotatedSum, encoded, entraAlphabet, littleEndian, marvin32, purposes } from './checksum-azure.ts';

/**
 * Fills the placeholders of a rule's example, so that no live-looking token stands in this repository:
 *
 *     {{random:base62:36}}   36 characters of an alphabet: base62, base64, base64url, base32, base32low, hex, HEX, digits, upper, lower, lowernum, uppernum, bech32
 *     {{ghp}} {{npm}} …      a whole token of `formats`, checksum included
 *     {{ghp:wrong}}          the same with a wrong checksum
 *     {{azure:+ASt:76}}      a key of Azure with the letters of its service behind 76 characters
 *     {{annotated:AZDO}}     a key of Azure in the form of 84 characters
 *
 * The same text and seed give the same result. @throws TypeError for a placeholder that is not known.
 */
export function fillExample(text: string, seed: string): string {
  const random = randomFrom(seed);
  return text.replace(/\{\{([a-zA-Z0-9:+/_.-]+)\}\}/g, (_, placeholder: string) => fill(placeholder, random));
}

/** The next whole number from 0 to below `count`. */
type Random = (count: number) => number;

function fill(placeholder: string, random: Random): string {
  const [kind, ...parameters] = placeholder.split(':');
  if (kind === 'random') return randomText(parameters[0] ?? '', Number(parameters[1]), random);
  const format = formats[kind ?? ''];
  if (format === undefined)
    throw new TypeError(
      `no placeholder {{${placeholder}}}: it is random:ALPHABET:LENGTH, or one of ${Object.keys(formats).join(', ')}`,
    );
  return format(random, parameters);
}

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const alphabets: Readonly<Record<string, string>> = {
  base62: digits + upper + lower,
  base64: `${upper}${lower}${digits}+/`,
  base64url: `${upper}${lower}${digits}-_`,
  base32: `${upper}234567`,
  base32low: `${lower}234567`,
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  digits,
  upper,
  lower,
  lowernum: lower + digits,
  uppernum: upper + digits,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
};

function randomText(alphabet: string, length: number, random: Random): string {
  const characters = alphabets[alphabet];
  if (characters === undefined || !(length > 0 && length <= 4096))
    throw new TypeError(`no placeholder {{random:${alphabet}:${length}}}`);
  return Array.from({ length }, () => characters.charAt(random(characters.length))).join('');
}

const formats: Readonly<Record<string, (random: Random, parameters: readonly string[]) => string>> = {
  ghp: (random, [state]) => checksummed('ghp_', random, state),
  gho: (random, [state]) => checksummed('gho_', random, state),
  ghu: (random, [state]) => checksummed('ghu_', random, state),
  ghs: (random, [state]) => checksummed('ghs_', random, state),
  ghr: (random, [state]) => checksummed('ghr_', random, state),
  npm: (random, [state]) => checksummed('npm_', random, state),
  glsa: (random) => {
    const body = `glsa_${randomText('base62', 32, random)}`;
    return `${body}_${crc32LittleEndian(body)}`;
  },
  uuid: (random) => [8, 4, 4, 4, 12].map((length) => randomText('hex', length, random)).join('-'),
  uuid4: (random) =>
    `${randomText('hex', 8, random)}-${randomText('hex', 4, random)}-4${randomText('hex', 3, random)}-a${randomText('hex', 3, random)}-${randomText('hex', 12, random)}`,
  glpat: (random) => {
    const body = `glpat-${randomText('base62', 40, random)}.01.14`;
    return body + crc32InBase36(body);
  },
  supabase: (random, [role]) => {
    const claims = {
      iss: 'supabase',
      ref: randomText('lower', 20, random),
      role: role ?? 'anon',
      iat: 1700000000,
      exp: 2015000000,
    };
    return `${base64urlJson({ alg: 'HS256', typ: 'JWT' })}.${base64urlJson(claims)}.${randomText('base64url', 43, random)}`;
  },
  tunnel: (random) => {
    const claims = {
      a: randomText('hex', 32, random),
      t: randomText('hex', 36, random),
      s: randomText('base64', 44, random),
    };
    return base64(JSON.stringify(claims));
  },
  jfrog: (random) => {
    const claims = { sub: 'jfac@01h/users/deploy', scp: 'applied-permissions/user', iat: 1700000000 };
    return `${base64urlJson({ ver: '2', typ: 'JWT', alg: 'RS256', kid: randomText('base64url', 43, random) })}.${base64urlJson(claims)}.${randomText('base64url', 342, random)}`;
  },
  atatt: (random) => atlassian('ATATT3xFfGF0', random),
  atctt: (random) => atlassian('ATCTT3xFfGN0', random),
  discord: (random) => {
    const id = Buffer.from(`1${randomText('digits', 17, random)}`).toString('base64url');
    return `${id}.G${randomText('base62', 5, random)}.${randomText('base62', 38, random)}`;
  },
  jwt: (random) => {
    return `${base64urlJson({ alg: 'HS256', typ: 'JWT' })}.${base64urlJson({ sub: randomText('digits', 10, random), iat: 1700000000 })}.${randomText('base64url', 43, random)}`;
  },
  intercom: (random) => {
    const id = [8, 4, 4, 4, 12].map((length) => randomText('hex', length, random)).join('_');
    return Buffer.from(`tok:${id}:1:0`).toString('base64');
  },
  sentry: (random) => {
    const claims = { iat: 1700000000.5, url: 'https://sentry.io', region_url: 'https://us.sentry.io', org: 'acme' };
    return `sntrys_${Buffer.from(JSON.stringify(claims)).toString('base64')}_${randomText('base64', 43, random)}`;
  },
  onepassword: (random) => {
    const claims = {
      signInAddress: 'acme.1password.com',
      userAuth: {
        method: 'SRPg-4096',
        alg: 'PBES2g-HS256',
        iterations: 650000,
        salt: randomText('base64url', 22, random),
      },
      email: 'deploy@1passwordserviceaccounts.com',
      srpX: randomText('hex', 64, random),
      muk: {
        alg: 'A256GCM',
        ext: true,
        k: randomText('base64url', 43, random),
        key_ops: ['encrypt', 'decrypt'],
        kty: 'oct',
        kid: 'mp',
      },
      secretKey: `A3-${randomText('uppernum', 6, random)}-${randomText('uppernum', 6, random)}`,
    };
    return `ops_${base64urlJson(claims)}`;
  },
  mapbox: (random) =>
    `sk.${base64urlJson({ u: 'acme', a: `cl${randomText('lowernum', 23, random)}` })}.${randomText('base64url', 22, random)}`,
  neptune: (random) => {
    const claims = {
      api_address: 'https://app.neptune.ai',
      api_url: 'https://app.neptune.ai',
      api_key: ['8', '4', '4', '4', '12'].map((length) => randomText('hex', Number(length), random)).join('-'),
    };
    return Buffer.from(JSON.stringify(claims)).toString('base64');
  },
  tinybird: (random) => {
    const claims = { u: randomText('hex', 8, random), id: randomText('hex', 8, random), host: 'eu_shared' };
    return `p.${base64urlJson(claims)}.${randomText('base64url', 43, random)}`;
  },
  azure: (random, [service, length]) => azureKey(service ?? '', Number(length), random),
  annotated: (random, [service]) => {
    const body = `${randomText('base62', 52, random)}JQQJ99BCAC${randomText('base62', 10, random)}AAAA${service}`;
    return body + annotatedSum(body);
  },
  entra: (random) => {
    const body = `${randomText('base62', 3, random)}8Q~${randomText('base62', 31, random)}`;
    return body + encoded(marvin32(Buffer.from(body, 'latin1'), 'AadPwd00'), entraAlphabet, 6).slice(0, 3);
  },
  age: (random) => {
    const data = randomText('bech32', 52, random);
    return `AGE-SECRET-KEY-1${data}${bech32Sum('AGE-SECRET-KEY-', data).toUpperCase()}`;
  },
  wif: (random) => toBase58check(Buffer.concat([Buffer.from([128]), bytesOf(32, random), Buffer.from([1])])),
  xprv: (random) =>
    toBase58check(
      Buffer.concat([
        Buffer.from('0488ade4000000000000000000', 'hex'),
        bytesOf(32, random),
        Buffer.alloc(1),
        bytesOf(32, random),
      ]),
    ),
  nkey: (random) => withCrc16(Buffer.concat([Buffer.from([149, 0]), bytesOf(32, random)])),
  stellar: (random) => withCrc16(Buffer.concat([Buffer.from([144]), bytesOf(32, random)])),
  cloudflare: (random, [prefix]) => {
    const body = randomText('base62', 40, random);
    return `${prefix ?? 'cfut'}_${body}${hex32(crc32(body))}`;
  },
  atlassiansum: (random, [prefix, alphabet, length]) => {
    const body = `${prefix ?? 'ATBB'}${randomText(alphabet ?? 'base62', Number(length ?? 24), random)}`;
    return body + hex32(crc32(body)).toUpperCase();
  },
  reftkn: (random) => base64(`reftkn:01:1${randomText('digits', 9, random)}:${randomText('base62', 27, random)}`),
  absk: (random) =>
    `ABSK${base64(`BedrockAPIKey-${randomText('lowernum', 4, random)}-at-${randomText('digits', 12, random)}:${randomText('base64', 44, random)}`)}`,
  basic: (random, [user]) => base64(`${user ?? 'deploy'}:${randomText('base62', 24, random)}`),
  json: (random, [name]) => base64urlJson({ [name ?? 'key']: randomText('base62', 40, random), version: 1 }),
  curve25519: (random) => {
    const bytes = Buffer.from(randomText('base64', 43, random), 'base64');
    bytes[0] = bytes[0]! & 248;
    bytes[31] = (bytes[31]! & 127) | 64;
    return bytes.toString('base64');
  },
  bytes: (random, [length]) =>
    Buffer.from(Array.from({ length: Number(length) }, () => random(256))).toString('base64'),
  claims: (random, parameters) => jwtOf(parameters, random),
  pypi: (random) => {
    const head = Buffer.from([2, 1, 8, ...Buffer.from('pypi.org'), 2, 36]);
    return `pypi-${Buffer.concat([head, Buffer.from(randomText('hex', 36, random)), Buffer.from(randomText('base62', 90, random))]).toString('base64url')}`;
  },
};

function bytesOf(count: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length: count }, () => random(256)));
}

function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}

function atlassian(head: string, random: Random): string {
  const body = `${head}${randomText('base62', 171, random)}=`;
  return body + hex32(crc32(body)).toUpperCase();
}

/** `{{claims:iss:argocd:sub:admin}}`: a JSON Web Token with these claims, in this order. */
function jwtOf(claims: readonly string[], random: Random): string {
  const pairs = claims.flatMap((name, at) => (at % 2 === 0 ? [[name, claims[at + 1] ?? '']] : []));
  const body = { ...Object.fromEntries(pairs), jti: randomText('hex', 32, random) };
  return `${base64urlJson({ alg: 'HS256', typ: 'JWT' })}.${base64urlJson(body)}.${randomText('base64url', 43, random)}`;
}

/** Random characters, the service's letters, and the checksum in the last four bytes. */
function azureKey(service: string, length: number, random: Random): string {
  const bytes = Buffer.from(`${randomText('base62', length, random)}${service}AAAAAA`, 'base64');
  littleEndian(marvin32(bytes.subarray(0, -4), purposes[service]?.[0] ?? 'Default0')).copy(bytes, bytes.length - 4);
  // Those of Functions stand in URLs.
  return service === 'AzFu' ? `${bytes.toString('base64url')}==` : bytes.toString('base64');
}

function base64urlJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function checksummed(prefix: string, random: Random, state: string | undefined): string {
  const body = randomText('base62', 30, random);
  const sum = crc32InBase62(body, 6);
  return prefix + body + (state === 'wrong' ? sum.slice(0, -1) + (sum.endsWith('0') ? '1' : '0') : sum);
}

/** xorshift128 (Marsaglia 2003) over a state hashed from the seed; nothing here needs to be unpredictable. */
function randomFrom(seed: string): Random {
  const state = Uint32Array.from([1, 2, 3, 4], (salt) => fnv1a(`${salt}:${seed}`) | 1);
  return (count) => {
    const first = state[0]! ^ (state[0]! << 11);
    state.copyWithin(0, 1);
    state[3] = state[2]! ^ (state[2]! >>> 19) ^ first ^ (first >>> 8);
    return state[3] % count;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
