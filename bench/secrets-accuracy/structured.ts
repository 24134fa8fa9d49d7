import { createHmac } from 'node:crypto';
import { base32, base58Check, crc16 } from './checksum.ts';
import { certificate, privateKey } from './keys.ts';
import { pick, type Random, randomBytes, randomText, uuid } from './random.ts';
import { words } from './words.ts';

/** Values with an inner structure, made as their providers make them. */
export const structured: Readonly<Record<string, (random: Random) => string>> = {
  /** A macaroon, version 2: location, identifier, caveats, signature. */
  pypi: (random) => `pypi-${macaroon('pypi.org', random)}`,
  testpypi: (random) => `pypi-${macaroon('test.pypi.org', random)}`,
  discordBot(random) {
    const id = `${1 + random(9)}${randomText('digits', 17, random)}`;
    return `${base64url(Buffer.from(id))}.${randomText('base64url', 6, random)}.${randomText('base64url', 38, random)}`;
  },
  jwt: (random) => jwt(random, { sub: uuid(random), exp: 2_150_000_000 }),
  eternalJwt: (random) => jwt(random, { iss: 'acme', sub: uuid(random), scope: 'admin' }),
  expiredJwt: (random) =>
    jwt(random, { sub: uuid(random), iat: 1_560_000_000 + random(1e7), exp: 1_570_003_600 + random(1e7) }),
  rsaJwt: (random) =>
    `${jwt(random, { sub: uuid(random), exp: 2_150_000_000 }, { alg: 'RS256', kid: randomText('hex', 8, random) }).replace(/[^.]+$/, '')}${randomText('base64url', 342, random)}`,
  unsignedJwt: (random) => jwt(random, { sub: uuid(random) }, { alg: 'none', typ: 'JWT' }).replace(/[^.]+$/, ''),
  /** The one with which jwt.io introduces the format: every README has it. */
  exampleJwt: () =>
    `${[
      { alg: 'HS256', typ: 'JWT' },
      { sub: '1234567890', name: 'John Doe', iat: 1516239022 },
    ]
      .map((part) => base64url(Buffer.from(JSON.stringify(part))))
      .join('.')}.${['SflKxwRJSMeKKF2QT4fwp', 'MeJf36POk6yJV_adQssw5c'].join('')}`,
  supabaseAnon: (random) =>
    jwt(random, {
      iss: 'supabase',
      ref: randomText('lower', 20, random),
      role: 'anon',
      iat: 1_700_000_000,
      exp: 2_050_000_000,
    }),
  supabaseServiceRole: (random) =>
    jwt(random, {
      iss: 'supabase',
      ref: randomText('lower', 20, random),
      role: 'service_role',
      iat: 1_700_000_000,
      exp: 2_050_000_000,
    }),
  mapboxSecret: (random) => mapbox('sk', random),
  mapboxPublic: (random) => mapbox('pk', random),
  natsSeed(random) {
    const kind = pick([20 << 3, 13 << 3, 0], random); // user, server, account … by nkeys' prefix bytes
    const seed = (18 << 3) | (kind >> 5);
    const bytes = Buffer.concat([Buffer.from([seed, (kind & 31) << 3]), randomBytes(32, random)]);
    return base32(withCrc16(bytes));
  },
  stellarSeed: (random) => base32(withCrc16(Buffer.concat([Buffer.from([18 << 3]), randomBytes(32, random)]))),
  bitcoinKey: (random) => base58Check(Buffer.concat([Buffer.from([0x80]), randomBytes(32, random), Buffer.from([1])])),
  bitcoinExtendedKey(random) {
    const version = Buffer.from('0488ade4', 'hex');
    return base58Check(
      Buffer.concat([version, Buffer.alloc(9), randomBytes(32, random), Buffer.from([0]), randomBytes(32, random)]),
    );
  },
  sentryOrganisation(random) {
    const facts = {
      iat: 1_690_000_000 + random(9e6) + 0.123,
      url: 'https://sentry.io',
      region_url: 'https://us.sentry.io',
      org: 'acme-labs',
    };
    return `sntrys_${Buffer.from(JSON.stringify(facts)).toString('base64').replace(/=+$/, '')}_${randomText('base64', 43, random)}`;
  },
  onePasswordServiceAccount(random) {
    const facts = {
      signInAddress: 'acme.1password.com',
      userAuth: {
        method: 'SRPg-4096',
        alg: 'PBES2g-HS256',
        iterations: 650000,
        salt: randomText('base64url', 22, random),
      },
      email: `${randomText('lowernum', 13, random)}@1passwordserviceaccounts.com`,
      srpX: randomText('hex', 64, random),
      muk: {
        alg: 'A256GCM',
        ext: true,
        k: randomText('base64url', 43, random),
        key_ops: ['encrypt', 'decrypt'],
        kty: 'oct',
        kid: 'mp',
      },
      secretKey: `A3-${randomText('base32', 6, random)}-${randomText('base32', 6, random)}`,
      throttleSecret: { seed: randomText('hex', 64, random), uuid: randomText('base32', 26, random) },
      deviceUuid: randomText('lowernum', 26, random),
    };
    return `ops_${base64url(Buffer.from(JSON.stringify(facts)))}`;
  },
  cloudflareTunnel(random) {
    const facts = { a: randomText('hex', 32, random), t: uuid(random), s: randomBytes(32, random).toString('base64') };
    return Buffer.from(JSON.stringify(facts)).toString('base64');
  },
  bedrockLongLived: (random) =>
    `ABSK${Buffer.from(`BedrockAPIKey-${randomText('lowernum', 4, random)}-at-${randomText('digits', 12, random)}:${randomText('base64', 44, random)}`).toString('base64')}`,
  grafanaCloud: (random) =>
    `glc_${Buffer.from(JSON.stringify({ o: randomText('digits', 6, random), n: 'stack-ingest', k: randomText('base62', 24, random), m: { r: 'us' } })).toString('base64')}`,
  grafanaLegacy: (random) =>
    Buffer.from(JSON.stringify({ k: randomText('base62', 32, random), n: 'deploy', id: 1 })).toString('base64'),
  /** A number, a colon and random bytes, in base 64: Data Center's personal tokens. */
  atlassianServer: (random) =>
    Buffer.concat([
      Buffer.from(`${1 + random(9)}${randomText('digits', 11, random)}:`),
      randomBytes(20, random),
    ]).toString('base64'),
  basicAuth: (random) => base64(`${word('user', random)}:${word('password', random)}`),
  base64Password: (random) => base64(word('password', random)),
  base64User: (random) => base64(word('user', random)),
  dockerConfig: (random) =>
    base64(
      JSON.stringify({
        auths: {
          [`registry.${randomText('lower', 6, random)}.internal`]: {
            auth: base64(`${word('user', random)}:${word('password', random)}`),
          },
        },
      }),
    ),
  base64Pem: (random) => base64(privateKey('rsa', random)),
  escapedPem: (random) => privateKey('pkcs8', random).replaceAll('\n', String.raw`\n`),
  base64Certificate: (random) => base64(certificate(random)),
  /** The rest of Amazon's documented example of a key id, and its secret: in parts, so that no scanner trips over this file. */
  awsExampleId: () => ['IOSFODNN7', 'EXAMPLE'].join(''),
  awsExampleSecret: () => ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'),
  cursor: (random) => base64(JSON.stringify({ after: uuid(random), limit: 50 })),
  /** GitLab's routing: random bytes, the cell's, organisation's and user's numbers in base 36, and how many random bytes there were. */
  gitlabPayload(random) {
    const number = () => (1 + random(60_000_000)).toString(36);
    const routing = Buffer.from(`c:${1 + random(9)}\no:${number()}\nu:${number()}`);
    return base64url(Buffer.concat([randomBytes(16, random), routing, Buffer.from([16])]));
  },
  codecov: uuid,
  wireguard(random) {
    const bytes = randomBytes(32, random);
    bytes[0] = (bytes[0] ?? 0) & 248;
    bytes[31] = ((bytes[31] ?? 0) & 127) | 64;
    return bytes.toString('base64');
  },
  laravel: (random) => `base64:${randomBytes(32, random).toString('base64')}`,
};

/** HS256, RFC 7519. */
export function jwt(
  random: Random,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = { alg: 'HS256', typ: 'JWT' },
): string {
  const body = [header, claims].map((part) => base64url(Buffer.from(JSON.stringify(part)))).join('.');
  return `${body}.${base64url(createHmac('sha256', randomBytes(32, random)).update(body).digest())}`;
}

function mapbox(kind: 'sk' | 'pk', random: Random): string {
  const facts = { u: randomText('lower', 8, random), a: `c${randomText('lowernum', 24, random)}` };
  return `${kind}.${base64url(Buffer.from(JSON.stringify(facts)))}.${randomText('base64url', 22, random)}`;
}

function macaroon(location: string, random: Random): string {
  const identifier = Buffer.from(uuid(random));
  const caveat = Buffer.from(JSON.stringify([3, uuid(random)]));
  const body = [
    Buffer.from([2]),
    field(1, Buffer.from(location)),
    field(2, identifier),
    Buffer.from([0]),
    field(2, caveat),
    Buffer.from([0, 0]),
    field(6, randomBytes(32, random)),
  ];
  return base64url(Buffer.concat(body));
}

function field(kind: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([kind, bytes.length]), bytes]);
}

function word(kind: string, random: Random): string {
  return words[kind]?.(random) ?? '';
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function withCrc16(bytes: Buffer): Buffer {
  const crc = Buffer.alloc(2);
  crc.writeUInt16LE(crc16(bytes));
  return Buffer.concat([bytes, crc]);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
