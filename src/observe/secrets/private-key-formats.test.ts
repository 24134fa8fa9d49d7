/** Private keys in formats of their own: OpenSSH, OpenPGP, SSH2, PuTTY, JSON Web Keys, XML, minisign; made for the test. */
import { createHash, createHmac, generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { cpuTime } from '../../ground/model/testing.ts';
import { analyzer } from './index.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'a project' });

function secretsIn(text: string, path = 'deploy/key.txt') {
  const bytes = Buffer.from(text);
  const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
  return facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
}

/** Rule, confidence and whether it is said to be encrypted, of all that is found. */
const verdicts = (text: string) =>
  secretsIn(text).map(({ rule, confidence, attributes }) => [rule, confidence, attributes['encrypted'] === true]);

const uint32 = (value: number) =>
  Buffer.from([value >>> 24, value >>> 16, value >>> 8, value].map((part) => part & 255));
const ssh = (value: string | Buffer) => Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(value)]);
const base64Lines = (bytes: Buffer, width = 64) =>
  bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];

function armoured(label: string, bytes: Buffer, ...between: string[]): string {
  return [`-----BEGIN ${label}-----`, ...between, ...base64Lines(bytes), `-----END ${label}-----`, ''].join('\n');
}

const jwkOf = (key: { export(options: { format: 'jwk' }): JsonWebKey }) => key.export({ format: 'jwk' });
const member = (value: string | undefined) => Buffer.from(value ?? '', 'base64url');
const ed25519 = jwkOf(generateKeyPairSync('ed25519').privateKey);
const rsa = jwkOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

/** PROTOCOL.key of OpenSSH; `cipher` says what its secret half, which is random then, is encrypted with. */
function openSsh(cipher: string): Buffer {
  const open = Buffer.concat([ssh('ssh-ed25519'), ssh(member(ed25519.x))]);
  const check = randomBytes(4);
  const pair = ssh(Buffer.concat([member(ed25519.d), member(ed25519.x)]));
  const secret = Buffer.concat([check, check, open, pair, ssh('deploy')]);
  const padded = Buffer.concat([secret, Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, -secret.length & 7)]);
  const isPlain = cipher === 'none';
  return Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ssh(cipher),
    ssh(isPlain ? 'none' : 'bcrypt'),
    ssh(isPlain ? '' : Buffer.concat([ssh(randomBytes(16)), uint32(16)])),
    uint32(1),
    ssh(open),
    ssh(isPlain ? padded : randomBytes(padded.length)),
    // The tag of an authenticated cipher stands behind all lengths.
    randomBytes(cipher.endsWith('-poly1305@openssh.com') ? 16 : 0),
  ]);
}

test('[3:secrets-private-keys] a key of OpenSSH is whole when its parts end with it, and names its cipher', () => {
  expect(verdicts(armoured('OPENSSH PRIVATE KEY', openSsh('none')))).toEqual([
    ['secrets/private-key', 'certain', false],
  ]);
  for (const cipher of ['aes256-ctr', 'aes256-cbc', 'chacha20-poly1305@openssh.com'])
    expect(verdicts(armoured('OPENSSH PRIVATE KEY', openSsh(cipher))), cipher).toEqual([
      ['secrets/private-key', 'possible', true],
    ]);
  const cut = armoured('OPENSSH PRIVATE KEY', openSsh('none').subarray(0, -60));
  expect(verdicts(cut)).toEqual([['secrets/private-key', 'possible', false]]);
  expect(secretsIn(cut)[0]!.attributes).not.toHaveProperty('checksum');
});

/** RFC 9580 section 3.2: a number behind the count of its bits. */
function mpi(bytes: Buffer): Buffer {
  const bits = bytes.length * 8 - Math.clz32(bytes[0] ?? 0) + 24;
  return Buffer.concat([Buffer.from([bits >> 8, bits & 255]), bytes]);
}

const created = Buffer.from([0x65, 0, 0, 0]);
const algorithms: readonly (readonly [string, number, Buffer])[] = [
  ['RSA', 1, Buffer.concat([mpi(member(rsa.n)), mpi(member(rsa.e))])],
  [
    'EdDSA',
    22,
    Buffer.concat([
      Buffer.from('092b06010401da470f01', 'hex'),
      mpi(Buffer.concat([Buffer.from([0x40]), member(ed25519.x)])),
    ]),
  ],
  [
    'ECDH',
    18,
    Buffer.concat([
      Buffer.from('0a2b060104019755010501', 'hex'),
      mpi(Buffer.concat([Buffer.from([0x40]), randomBytes(32)])),
      Buffer.from([3, 1, 8, 7]),
    ]),
  ],
  ['Ed25519', 27, member(ed25519.x)],
];

/** RFC 9580 section 5.5.3, of a version, in a packet of the old format or the new one. `usage`: 0 for a key that is not encrypted. */
function pgpKey(version: 4 | 6, algorithm: number, open: Buffer, usage: 0 | 253 | 254, isOld: boolean): Buffer {
  const head = Buffer.concat([Buffer.from([version]), created, Buffer.from([algorithm])]);
  const body = Buffer.concat([
    head,
    ...(version === 6 ? [uint32(open.length)] : []),
    open,
    Buffer.from([usage]),
    randomBytes(120),
  ]);
  const old = Buffer.from([0x95, body.length >> 8, body.length & 255]);
  return Buffer.concat([isOld ? old : Buffer.concat([Buffer.from([0xc5, 255]), uint32(body.length)]), body]);
}

test.each(algorithms)(
  '[3:secrets-private-keys] an OpenPGP key of %s says whether it is encrypted behind its public half',
  (_, algorithm, open) => {
    for (const version of [4, 6] as const)
      for (const isOld of [true, false])
        for (const usage of [0, 253, 254] as const) {
          const key = armoured('PGP PRIVATE KEY BLOCK', pgpKey(version, algorithm, open, usage, isOld), '');
          const isEncrypted = usage !== 0;
          expect(verdicts(key), `${version} ${isOld} ${usage}`).toEqual([
            ['secrets/private-key', isEncrypted ? 'possible' : 'certain', isEncrypted],
          ]);
        }
  },
);

/** Of ssh.com. Its armour says ENCRYPTED even when it is not. */
function ssh2(cipher: string): string {
  const parts = Buffer.concat([
    ssh('if-modn{sign{rsa-pkcs1-sha1},encrypt{rsa-pkcs1v2-oaep}}'),
    ssh(cipher),
    ssh(randomBytes(600)),
  ]);
  const bytes = Buffer.concat([uint32(0x3f6ff9eb), uint32(parts.length + 8), parts]);
  const label = 'SSH2 ENCRYPTED PRIVATE KEY';
  return [
    `---- BEGIN ${label} ----`,
    'Comment: "2048-bit rsa, made \\',
    'for the ferry"',
    ...base64Lines(bytes, 70),
    `---- END ${label} ----`,
    '',
  ].join('\n');
}

test('[3:secrets-private-keys] a key of SSH2 names its cipher inside, whatever its armour says', () => {
  expect(verdicts(ssh2('none'))).toEqual([['secrets/private-key', 'certain', false]]);
  expect(verdicts(ssh2('3des-cbc'))).toEqual([['secrets/private-key', 'possible', true]]);
  expect(verdicts(ssh2('none').replaceAll('PRIVATE', 'PUBLIC'))).toEqual([]);
});

function putty(version: 2 | 3, encryption: 'none' | 'aes256-cbc', comment = 'deploy'): string {
  const open = Buffer.concat([ssh('ssh-ed25519'), ssh(member(ed25519.x))]);
  const secret = encryption === 'none' ? ssh(member(ed25519.d)) : randomBytes(48);
  const summed = Buffer.concat(['ssh-ed25519', encryption, comment, open, secret].map(ssh));
  const hmac =
    version === 3
      ? createHmac('sha256', '')
      : createHmac('sha1', createHash('sha1').update('putty-private-key-file-mac-key').digest());
  return [
    `PuTTY-User-Key-File-${version}: ssh-ed25519`,
    `Encryption: ${encryption}`,
    `Comment: ${comment}`,
    `Public-Lines: ${base64Lines(open).length}`,
    ...base64Lines(open),
    ...(encryption === 'none' || version === 2
      ? []
      : ['Key-Derivation: Argon2id', 'Argon2-Memory: 8192', 'Argon2-Salt: 00ff']),
    `Private-Lines: ${base64Lines(secret).length}`,
    ...base64Lines(secret),
    `Private-MAC: ${hmac.update(summed).digest('hex')}`,
    '',
  ].join('\n');
}

const oneLine: readonly (readonly [string, (text: string) => string])[] = [
  ['\\n', (text) => `key = "${text.replaceAll('\n', String.raw`\n`)}"`],
  ['\\r\\n', (text) => `key = "${text.replaceAll('\n', String.raw`\r\n`)}"`],
  ['\\\\n', (text) => `key = "${text.replaceAll('\n', String.raw`\\n`)}"`],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['YAML', (text) => `key: |\n  ${text.trim().replaceAll('\n', '\n  ')}\nother: 1\n`],
  [
    'joined strings',
    (text) =>
      text
        .trim()
        .split('\n')
        .map((line) => `  '${line}\\n'`)
        .join(' +\n'),
  ],
  ['base64', (text) => `KEY=${Buffer.from(text).toString('base64')}`],
  ['percent', (text) => `key=${encodeURIComponent(text)}`],
];

test.each([2, 3] as const)(
  '[3:secrets-private-keys] a PuTTY key of version %i is verified by its sum, and is one key however it is written',
  (version) => {
    const key = putty(version, 'none');
    const [plain] = secretsIn(key);
    expect(plain).toMatchObject({
      rule: 'secrets/putty-private-key',
      confidence: 'certain',
      attributes: { checksum: 'valid' },
    });
    for (const [name, write] of oneLine)
      expect(
        secretsIn(write(key)).map(({ locus, confidence }) => [locus, confidence]),
        name,
      ).toEqual([[plain!.locus, 'certain']]);
    expect(secretsIn(putty(version, 'none', 'renamed'))[0]!.locus).toEqual(plain!.locus);
    expect(verdicts(key.replace('Comment: deploy', 'Comment: edited'))).toEqual([
      ['secrets/putty-private-key', 'likely', false],
    ]);
    expect(verdicts(putty(version, 'aes256-cbc'))).toEqual([['secrets/putty-private-key', 'possible', true]]);
  },
);

test.each([0, 1, 2, 3])(
  '[3:secrets-private-keys] OpenSSH, SSH2 and encrypted PuTTY keys are one key however they are written (%i)',
  (index) => {
    const key = [
      armoured('OPENSSH PRIVATE KEY', openSsh('none')),
      ssh2('none'),
      ssh2('3des-cbc'),
      putty(3, 'aes256-cbc'),
    ][index]!;
    const [plain] = secretsIn(key);
    for (const [name, write] of oneLine)
      expect(
        secretsIn(write(key)).map(({ locus, confidence }) => [locus, confidence]),
        name,
      ).toEqual([[plain!.locus, plain!.confidence]]);
  },
);

const ec = jwkOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const oct = { kty: 'oct', alg: 'HS256', k: randomBytes(32).toString('base64url') };

test.each([rsa, ec, ed25519, oct].map((key) => [key.kty, key] as const))(
  '[3:secrets-private-keys] a private JSON Web Key of kind %s is one key, in any order, in a set, in a string and in code',
  (_, key) => {
    const value = String(('d' in key ? key.d : undefined) ?? key.k);
    const reversed = Object.fromEntries(Object.entries(key).toReversed());
    const inCode = JSON.stringify(key).replace(/"(\w+)":"([^"]*)"/g, "$1: '$2'");
    const loci = [
      JSON.stringify(key),
      JSON.stringify(reversed),
      JSON.stringify({ keys: [{ kid: 'a', ...key, use: 'sig' }] }, null, 2),
      `JWK=${JSON.stringify(JSON.stringify(key))}`,
      `const key = ${inCode};`,
      `JWK=${Buffer.from(JSON.stringify(key)).toString('base64')}`,
    ].map((text) => {
      const found = secretsIn(text);
      expect(found, text).toMatchObject([{ rule: 'secrets/jwk-private-key', confidence: 'likely' }]);
      expect(JSON.stringify(found)).not.toContain(value);
      return JSON.stringify(found[0]!.locus);
    });
    expect(new Set(loci).size).toBe(1);
  },
);

test('[3:secrets-private-keys] public JSON Web Keys, and those that the standards print, are no private keys', () => {
  for (const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open } of [rsa, ec, ed25519])
    expect(verdicts(JSON.stringify({ keys: [{ ...open, use: 'sig', kid: 'a' }] }))).toEqual([]);
  const printed = { kty: 'OKP', crv: 'Ed25519', d: `nWGxne_9WmC6hEr0kuws${ed25519.d!.slice(20)}`, x: ed25519.x };
  expect(verdicts(JSON.stringify(printed))).toEqual([]);
});

/** As .NET's ToXmlString(true). */
function xml(names: readonly (readonly [string, string | undefined])[], separator = ''): string {
  const members = names.map(([name, value]) => `<${name}>${member(value).toString('base64')}</${name}>`);
  return `<RSAKeyValue>${separator}${members.join(separator)}${separator}</RSAKeyValue>\n`;
}

test('[3:secrets-private-keys] an RSAKeyValue with its private members is whole when its modulus is the product of its primes', () => {
  const { n, e, p, q, dp, dq, qi, d } = rsa;
  const members = [
    ['Modulus', n],
    ['Exponent', e],
    ['P', p],
    ['Q', q],
    ['DP', dp],
    ['DQ', dq],
    ['InverseQ', qi],
    ['D', d],
  ] as const;
  const [plain] = secretsIn(xml(members));
  expect(plain).toMatchObject({
    rule: 'secrets/xml-private-key',
    confidence: 'certain',
    attributes: { checksum: 'valid' },
  });
  const written = [
    xml(members, '\n  '),
    xml(members.toReversed()),
    `string key = "${xml(members).trim()}";`,
    `<add key="key" value="${xml(members).trim().replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"/>`,
    JSON.stringify(xml(members))
      .replaceAll('<', String.raw`\u003c`)
      .replaceAll('>', String.raw`\u003e`),
    Buffer.from(xml(members)).toString('base64'),
  ];
  for (const text of written)
    expect(
      secretsIn(text).map(({ locus }) => locus),
      text,
    ).toEqual([plain!.locus]);
  const other = xml(members.map(([name, value]) => [name, name === 'Q' ? p : value] as const));
  expect(verdicts(other)).toEqual([['secrets/xml-private-key', 'likely', false]]);
  expect(verdicts(xml(members.slice(0, 2)))).toEqual([]);
});

const minisign = (head: string) =>
  `untrusted comment: minisign key\n${Buffer.concat([Buffer.from(head), randomBytes(152)]).toString('base64')}\n`;

test('[3:secrets-private-keys] secret keys of minisign and signify say whether they are encrypted', () => {
  expect(verdicts(minisign('EdScB2'))).toEqual([['secrets/minisign-secret-key', 'possible', true]]);
  expect(verdicts(minisign('Ed\0\0B2'))).toEqual([['secrets/minisign-secret-key', 'certain', false]]);
  expect(verdicts(Buffer.from(minisign('EdScB2')).toString('base64'))).toEqual([
    ['secrets/minisign-secret-key', 'possible', true],
  ]);
  const secret = randomBytes(64);
  const sum = createHash('sha512').update(secret).digest().subarray(0, 8);
  const signify = (rounds: number, check: Buffer) =>
    Buffer.concat([Buffer.from('EdBK'), uint32(rounds), randomBytes(16), check, randomBytes(8), secret]).toString(
      'base64',
    );
  expect(verdicts(signify(0, sum))).toEqual([['secrets/minisign-secret-key', 'certain', false]]);
  expect(verdicts(signify(42, sum))).toEqual([['secrets/minisign-secret-key', 'possible', true]]);
  expect(verdicts(signify(0, randomBytes(8)))).toEqual([['secrets/minisign-secret-key', 'possible', false]]);
});

test('[3:secrets-private-keys] what only looks like a key costs time in proportion to its length', () => {
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} RSA PRIVATE KEY-----`);
  for (const filling of [', '.repeat(16_000), `${'A'.repeat(64)}${'='.repeat(31_000)}A`, `"'`.repeat(16_000)]) {
    const text = `${begin}${filling}${end}\n`.repeat(20);
    const started = cpuTime();
    secretsIn(text);
    expect(cpuTime() - started, filling.slice(0, 8)).toBeLessThan(2000);
  }
});
