import { expect, test } from 'vitest';
import { checksumOf, crc32 } from './checksum.ts';
import { crc16 } from './checksum-wallet.ts';
import { fillExample } from './example.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

// Revoked or documented tokens that their providers, or bug reports, published; in two parts, so that no scanner takes them for live ones.
const published = (prefix: string, rest: string) => prefix + rest;

test('the CRC-32 is that of zlib', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
});

test.each([
  ['github-crc32', published('ghp_', 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17')],
  ['npm-crc32', published('npm_', 'qkJaB6MffYVzZXWqmcoF49yrUxP3wf0LsakP')],
  ['grafana-crc32', published('glsa_', 'yscW25imSKJIuav8zF37RZmnbiDvB05G_fcaaf58a')],
  [
    'atlassian-crc32',
    published(
      'ATATT3xFfGF0K3irG5tKKi-6u-wwaXQFeGwZ-IHR-hQ3CulkKtMSuteRQFfLZ6jihHThzZCg_UjnDt-',
      '4Wl_gIRf4zrZJs5JqaeuBhsfJ4W5GD6yGg3W7903gbvaxZPBjxIQQ7BgFDSkPS8oPispw4KLz56mdK-G6CIvLO6hHRrZHY0Q3tvJ6JxE=C63992E6',
    ),
  ],
] as const)('%s holds for a token that was published, and for none that differs in one character', (kind, token) => {
  expect(checksumOf(kind, token)).toEqual({ state: 'valid' });
  for (let index = token.indexOf('_') + 1; index < token.length; index += 7) {
    const changed = token.slice(0, index) + (token[index] === 'b' ? 'c' : 'b') + token.slice(index + 1);
    expect(checksumOf(kind, changed), changed).toEqual({ state: 'invalid' });
  }
});

test('an AWS key id of today tells its account, and an old one does not', () => {
  expect(checksumOf('aws-access-key-id', published('ASIA', 'QNZGKIQY56JQ7WML'))).toEqual({
    state: 'absent',
    attributes: { account: '029608264753' },
  });
  expect(checksumOf('aws-access-key-id', 'AKIAIOSFODNN7EXAMPLE')).toEqual({ state: 'absent' });
});

test('a JSON Web Token tells its algorithm and its end', () => {
  const token = `${part({ alg: 'RS256' })}.${part({ sub: 'shop', exp: 1893456000 })}.signature`;
  expect(checksumOf('jwt', token)).toEqual({
    state: 'valid',
    attributes: { algorithm: 'RS256', expires: '2030-01-01T00:00:00.000Z' },
  });
});

test('what only looks like a JSON Web Token is none, nor is the sample of jwt.io', () => {
  expect(checksumOf('jwt', 'eyJhbGciOiJ.eyJub3QganNvbg.signature')).toBeUndefined();
  expect(checksumOf('jwt', `${part({ kid: 1 })}.${part({})}.signature`)).toBeUndefined();
  expect(
    checksumOf('jwt', `${part({ alg: 'HS256' })}.${part({ sub: '1234567890', name: 'John Doe' })}.signature`),
  ).toBeUndefined();
});

const macaroon = (location: string) =>
  `pypi-${Buffer.from([2, 1, location.length, ...Buffer.from(location), 2, 36, ...Buffer.alloc(60, 65)]).toString('base64url')}`;

test('a PyPI token is a macaroon of one of its sites', () => {
  expect(checksumOf('pypi-macaroon', macaroon('pypi.org'))).toEqual({
    state: 'valid',
    attributes: { instance: 'pypi.org' },
  });
  expect(checksumOf('pypi-macaroon', macaroon('evil.org'))).toEqual({ state: 'invalid' });
});

test('older GitLab tokens carry no checksum, routable ones do', () => {
  expect(checksumOf('gitlab-crc32', 'glpat-' + 'x'.repeat(20))).toEqual({ state: 'absent' });
  const body = `glpat-${'Ab1'.repeat(10)}.01.0u`;
  expect(checksumOf('gitlab-crc32', body + crc32(body).toString(36).padStart(7, '0'))).toEqual({ state: 'valid' });
  expect(checksumOf('gitlab-crc32', `${body}0000000`)).toEqual({ state: 'invalid' });
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('an Intercom token holds tok:, an id and its version', () => {
  expect(checksumOf('intercom-token', base64('tok:01a234b5_c6d7_89ef_0123_456789abcdef:1:0'))).toEqual({
    state: 'valid',
  });
  expect(checksumOf('intercom-token', base64('tok:01a234b5_c6d7_89ef_0123_456789abcde!:1:0'))).toEqual({
    state: 'invalid',
  });
});

test('a token with JSON in it says whose it is, and one whose JSON is cut does not', () => {
  const claims = base64('{"iat":1700000000.5,"url":"https://sentry.io","org":"acme"}');
  expect(checksumOf('base64-json', `sntrys_${claims}_${'a'.repeat(43)}`)).toEqual({
    state: 'valid',
    attributes: { host: 'https://sentry.io', account: 'acme' },
  });
  expect(checksumOf('base64-json', `sntrys_${claims.slice(0, -8)}_${'a'.repeat(43)}`)).toEqual({ state: 'invalid' });
  expect(checksumOf('base64-json', `sk.${part({ u: 'acme', a: 'cl1' })}.${'a'.repeat(22)}`)).toEqual({
    state: 'valid',
    attributes: { account: 'acme' },
  });
});

// Keys that Microsoft made up for the tests of its own library, github.com/microsoft/security-utilities.
test.each([
  published('a'.repeat(76), '+ASt5mnCaw=='),
  published('a'.repeat(76), 'ACDbOpqrYA=='),
  published('a'.repeat(76), '+ABa13FZVQ=='),
  published('a'.repeat(33), '+ASbHpHeAI='),
  published('a'.repeat(33), '+AEhG2s/8w='),
  published('a'.repeat(33), 'AIoTOumzco='),
])('the Marvin checksum of %s holds, and a changed character breaks it', (key) => {
  expect(checksumOf('azure-marvin', key)).toEqual({ state: 'valid' });
  expect(checksumOf('azure-marvin', `b${key.slice(1)}`)).toEqual({ state: 'absent' });
});

test('the secret of a Microsoft Entra app ends in the first three characters of its checksum', () => {
  expect(checksumOf('entra-marvin', published('zzz8', `Q~${'z'.repeat(31)}blP`))).toEqual({ state: 'valid' });
  expect(checksumOf('entra-marvin', published('zzz8', `Q~${'z'.repeat(34)}`))).toEqual({ state: 'absent' });
  expect(checksumOf('entra-marvin', published('zzz7', `Q~${'z'.repeat(31)}`))).toEqual({ state: 'absent' });
});

test('the checksum of an age key is that of Bech32: of the example in its specification, and of none that is mistyped', () => {
  const key = published('AGE-SECRET-KEY-', '1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX');
  expect(checksumOf('age-bech32', key)).toEqual({ state: 'valid' });
  for (let index = 16; index < key.length; index += 5) {
    const changed = key.slice(0, index) + (key[index] === 'P' ? 'Q' : 'P') + key.slice(index + 1);
    expect(checksumOf('age-bech32', changed), changed).toEqual({ state: 'invalid' });
  }
});

test('a reference token of JFrog tells its end, one without end does not, and another text is none', () => {
  expect(checksumOf('jfrog-reference', base64(`reftkn:01:1893456000:${'aB3'.repeat(9)}`))).toEqual({
    state: 'valid',
    attributes: { expires: '2030-01-01T00:00:00.000Z' },
  });
  expect(checksumOf('jfrog-reference', base64(`reftkn:01:0000000000:${'aB3'.repeat(9)}`))).toEqual({
    state: 'valid',
  });
  expect(checksumOf('jfrog-reference', base64(`reftkn:${'aB3'.repeat(14)}`))).toEqual({ state: 'absent' });
});

test('an API key of Amazon Bedrock tells its account', () => {
  expect(checksumOf('aws-bedrock-key', `ABSK${base64('BedrockAPIKey-a1b2-at-123456789012:secret')}`)).toEqual({
    state: 'valid',
    attributes: { account: '123456789012' },
  });
  expect(checksumOf('aws-bedrock-key', `ABSK${base64('BedrockAPIKey-a1b2:secret')}`)).toEqual({ state: 'absent' });
});

test('a login in base64 has a user and a password', () => {
  expect(checksumOf('base64-login', base64('shop:Tr0ub4dor&3'))).toEqual({ state: 'valid' });
  expect(checksumOf('base64-login', base64('shop:'))).toBeUndefined();
  expect(checksumOf('base64-login', base64('Aladdin:open sesame'))).toBeUndefined();
  expect(checksumOf('base64-login', base64('user:password'))).toBeUndefined();
  expect(checksumOf('base64-login', base64('\u0001\u0002\u0003'))).toEqual({ state: 'absent' });
});

test('a private key for Curve25519 is clamped, and a public one only by chance', () => {
  const clamped = Buffer.alloc(32, 0x55);
  clamped[0] = 0x50;
  expect(checksumOf('curve25519-key', clamped.toString('base64'))).toEqual({ state: 'valid' });
  expect(checksumOf('curve25519-key', Buffer.alloc(32, 0x55).toString('base64'))).toEqual({ state: 'absent' });
  expect(checksumOf('curve25519-key', base64('too short'))).toEqual({ state: 'absent' });
});

test.each([
  ['base58check', '{{wif}}'],
  ['base58check', '{{xprv}}'],
  ['nkey-crc16', '{{nkey}}'],
  ['stellar-crc16', '{{stellar}}'],
] as const)('%s holds for %s, and not when a character of it is another', (kind, placeholder) => {
  const value = fillExample(placeholder, kind);
  expect(checksumOf(kind, value)).toEqual({ state: 'valid' });
  for (const index of [12, 20, 30]) {
    const changed = value.slice(0, index) + (value[index] === 'A' ? 'B' : 'A') + value.slice(index + 1);
    expect(checksumOf(kind, changed), changed).toEqual({ state: 'invalid' });
  }
});

test.each([
  ['cloudflare-crc32', '{{cloudflare:cfut}}'],
  ['atlassian-app-password', '{{atlassiansum:ATBB:base62:24}}'],
] as const)('%s proves what it holds for, and says nothing of the rest', (kind, placeholder) => {
  const value = fillExample(placeholder, kind);
  expect(checksumOf(kind, value)).toEqual({ state: 'valid' });
  expect(checksumOf(kind, `${value.slice(0, 12)}${value[12] === 'A' ? 'B' : 'A'}${value.slice(13)}`)).toEqual({
    state: 'absent',
  });
});

test('the CRC-16 is that of XMODEM, and the sums are those of a published key', () => {
  expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
  // The example of the wallet import format, spent long ago.
  expect(checksumOf('base58check', published('5HueCGU8rMjxEXxiPuD5BDku4', 'MkFqeZyd4dZ1jvhTVqvbTLvyTJ'))).toEqual({
    state: 'valid',
  });
});
