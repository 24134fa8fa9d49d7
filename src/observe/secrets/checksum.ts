import { privateKeyChecksum } from './private-key.ts';
import type { Checksum } from './checksum-state.ts';
import { azureIdentifiable, entraClientSecret } from './checksum-azure.ts';
import { base58check, nkeyCrc16, stellarCrc16 } from './checksum-wallet.ts';
import { ageBech32, awsBedrockKey, base64Login, curve25519Key, jfrogReference } from './checksum-structure.ts';

/** Checks that a secret's own format makes possible, without asking the provider. */
export const checksumKinds = [
  'github-crc32',
  'npm-crc32',
  'grafana-crc32',
  'gitlab-crc32',
  'atlassian-crc32',
  'pypi-macaroon',
  'aws-access-key-id',
  'discord-bot-id',
  'jwt',
  'private-key',
  'intercom-token',
  'base64-json',
  'azure-marvin',
  'entra-marvin',
  'age-bech32',
  'jfrog-reference',
  'aws-bedrock-key',
  'base64-login',
  'curve25519-key',
  'cloudflare-crc32',
  'atlassian-app-password',
  'base58check',
  'nkey-crc16',
  'stellar-crc16',
] as const;
export type ChecksumKind = (typeof checksumKinds)[number];

/** Kinds that prove what the value is, but carry no sum that somebody must have computed. */
export const structural: ReadonlySet<ChecksumKind> = new Set<ChecksumKind>([
  'pypi-macaroon',
  'jwt',
  'private-key',
  'aws-access-key-id',
  'discord-bot-id',
  'intercom-token',
  'base64-json',
  'jfrog-reference',
  'aws-bedrock-key',
  'base64-login',
  'curve25519-key',
]);

/** Undefined when the value is not of this format at all. */
export function checksumOf(kind: ChecksumKind, secret: string): Checksum | undefined {
  return checks[kind](secret);
}

const checks: Readonly<Record<ChecksumKind, (secret: string) => Checksum | undefined>> = {
  'github-crc32': base62Crc32,
  'npm-crc32': base62Crc32,
  'grafana-crc32': grafanaCrc32,
  'gitlab-crc32': gitlabCrc32,
  'atlassian-crc32': atlassianCrc32,
  'pypi-macaroon': pypiMacaroon,
  'aws-access-key-id': awsAccessKeyId,
  'discord-bot-id': discordBotId,
  jwt,
  'private-key': privateKeyChecksum,
  'intercom-token': intercomToken,
  'base64-json': base64Json,
  'azure-marvin': azureIdentifiable,
  'entra-marvin': entraClientSecret,
  'age-bech32': ageBech32,
  'jfrog-reference': jfrogReference,
  'aws-bedrock-key': awsBedrockKey,
  'base64-login': base64Login,
  'curve25519-key': curve25519Key,
  'cloudflare-crc32': cloudflareCrc32,
  'atlassian-app-password': atlassianAppPassword,
  base58check,
  'nkey-crc16': nkeyCrc16,
  'stellar-crc16': stellarCrc16,
};

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * GitHub's format of 2021, which npm took over: prefix, 30 random characters, and the CRC-32 of these in base 62, six digits
 * (github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats).
 */
function base62Crc32(token: string): Checksum {
  const body = token.slice(token.indexOf('_') + 1);
  const expected = crc32InBase62(body.slice(0, -6), 6);
  return stateOf(body.slice(-6) === expected);
}

export function crc32InBase62(text: string, width: number): string {
  let rest = crc32(text);
  let encoded = '';
  for (let index = 0; index < width; index += 1) {
    encoded = base62.charAt(rest % 62) + encoded;
    rest = Math.floor(rest / 62);
  }
  return encoded;
}

/**
 * `glsa_`, 32 characters, `_`, and the CRC-32 of all before this underscore, its bytes in little-endian order, in hexadecimal
 * (grafana/grafana, pkg/components/satokengen).
 */
function grafanaCrc32(token: string): Checksum {
  const at = token.lastIndexOf('_');
  return stateOf(token.slice(at + 1).toLowerCase() === crc32LittleEndian(token.slice(0, at)));
}

export function crc32LittleEndian(text: string): string {
  return (hex32(crc32(text)).match(/../g) ?? []).toReversed().join('');
}

/**
 * Routable tokens are PREFIX PAYLOAD . VERSION . LENGTH CRC: the last seven characters are the CRC-32 of all before them in base 36
 * (GitLab handbook, design document "routable tokens"). Older tokens have none.
 */
function gitlabCrc32(token: string): Checksum {
  if (!/^[^.]+\.[0-9a-z]{2}\.[0-9a-z]{9}$/.test(token)) return { state: 'absent' };
  return stateOf(token.slice(-7) === crc32InBase36(token.slice(0, -7)));
}

export function crc32InBase36(text: string): string {
  return crc32(text).toString(36).padStart(7, '0');
}

/** The eight hexadecimal digits behind the last `=` are the CRC-32 of all before them, the `=` too. */
function atlassianCrc32(token: string): Checksum {
  return stateOf(token.slice(-8).toLowerCase() === hex32(crc32(token.slice(0, -8))));
}

/**
 * Behind the prefix 40 characters, and their CRC-32 in hexadecimal. Tokens and keys from before 2026 have none. Cloudflare says that there
 * is a sum, not which: one that holds is no chance, and one that does not proves nothing.
 */
function cloudflareCrc32(token: string): Checksum {
  const body = /^cf[a-z]{1,2}_([A-Za-z0-9]{40})[A-Fa-f0-9]{8}$/.exec(token)?.[1];
  const holds = body !== undefined && token.slice(-8).toLowerCase() === hex32(crc32(body));
  return { state: holds ? 'valid' : 'absent' };
}

/** The same for Bitbucket's app passwords and Trello's tokens, without the `=`; nobody documents theirs either. */
function atlassianAppPassword(token: string): Checksum {
  const holds = /^AT(?:BB|TA)/.test(token) && atlassianCrc32(token).state === 'valid';
  return { state: holds ? 'valid' : 'absent' };
}

export function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as in ISO/IEC 3309 and zlib. `text` is ASCII. */
export function crc32(text: string): number {
  let value = 0xffffffff;
  for (let index = 0; index < text.length; index += 1)
    value = (crcTable[(value ^ text.charCodeAt(index)) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function stateOf(isValid: boolean): Checksum {
  return { state: isValid ? 'valid' : 'invalid' };
}

/** A macaroon of version 2 whose location is pypi.org (or test.pypi.org), in base64url behind `pypi-`. */
function pypiMacaroon(token: string): Checksum {
  const bytes = Buffer.from(token.slice('pypi-'.length), 'base64url');
  const length = bytes[2] ?? 0;
  const location = bytes.toString('latin1', 3, 3 + length);
  const isMacaroon =
    bytes[0] === 2 &&
    bytes[1] === 1 &&
    (location === 'pypi.org' || location === 'test.pypi.org') &&
    bytes[3 + length] === 2;
  return isMacaroon ? { state: 'valid', attributes: { instance: location } } : { state: 'invalid' };
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Key ids made since 2019 carry the account: 40 bits from the second bit behind the prefix, in base 32. Older ones begin with A to P
 * there. There is no checksum.
 */
function awsAccessKeyId(id: string): Checksum {
  let bits = 0n;
  for (const character of id.slice(4, 13)) bits = (bits << 5n) | BigInt(Math.max(0, base32.indexOf(character)));
  const account = (bits >> 4n) & 0xff_ffff_ffffn;
  const isKnown = bits >> 44n === 1n && account < 1_000_000_000_000n;
  return isKnown
    ? { state: 'absent', attributes: { account: account.toString().padStart(12, '0') } }
    : { state: 'absent' };
}

/** The first part is the bot's id, a snowflake in decimal digits, in base64. */
function discordBotId(token: string): Checksum | undefined {
  const id = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString('latin1');
  return /^[0-9]{17,20}$/.test(id) ? { state: 'valid', attributes: { bot: id } } : undefined;
}

/** A JSON object with `alg` for a header (RFC 7515 section 4.1.1), and another for claims (RFC 7519 section 4). */
function jwt(token: string): Checksum | undefined {
  const [header, claims] = token.split('.').map(jsonOf);
  if (typeof header?.['alg'] !== 'string' || claims === undefined) return undefined;
  // Nobody signed it, so that anybody can make one (RFC 7519 section 6).
  if (header['alg'].toLowerCase() === 'none') return undefined;
  // The token of jwt.io, which half of all documentation copies.
  if (claims['sub'] === '1234567890' && claims['name'] === 'John Doe') return undefined;
  const { exp, iss, role } = claims;
  // Supabase's key for browsers: public, and held by row level security.
  if (role === 'anon' && typeof iss === 'string' && iss.startsWith('supabase')) return undefined;
  return {
    state: 'valid',
    attributes: {
      algorithm: header['alg'].slice(0, 16),
      ...(typeof iss === 'string' && /^[\w.:/-]{1,100}$/.test(iss) && { issuer: iss }),
      ...(role === 'service_role' && { role }),
      ...(typeof exp === 'number' && exp > 0 && exp < 8.64e12 && { expires: new Date(exp * 1000).toISOString() }),
    },
  };
}

function jsonOf(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined; // checked
  } catch {
    return undefined;
  }
}

/** `tok:`, a UUID with underscores, and `:1:0`, in base64. */
function intercomToken(token: string): Checksum {
  const text = Buffer.from(token, 'base64').toString('latin1');
  return stateOf(/^tok:[0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12}:\d:\d$/.test(text));
}

/** What the objects in such tokens say of their owner, and the attribute that it becomes. */
const owners: Readonly<Record<string, string>> = {
  api_address: 'host', // Neptune
  api_url: 'host',
  host: 'host', // Tinybird
  url: 'host', // Sentry
  signInAddress: 'host', // 1Password
  org: 'account',
  u: 'account', // Mapbox
};

/** A JSON object in base64 or base64url, `eyJ` and on: behind a prefix, and up to what does not belong to the encoding. */
function base64Json(token: string): Checksum {
  const encoded = /eyJ[A-Za-z0-9+/_-]+/.exec(token);
  if (encoded === null) return { state: 'absent' };
  const claims = jsonOf(encoded[0]);
  if (claims === undefined) return { state: 'invalid' };
  const attributes: Record<string, string> = {};
  for (const [key, attribute] of Object.entries(owners)) {
    const value = claims[key];
    if (typeof value === 'string' && /^[\w.:/@-]{1,64}$/.test(value)) attributes[attribute] ??= value;
  }
  return { state: 'valid', ...(Object.keys(attributes).length === 0 ? {} : { attributes }) };
}
