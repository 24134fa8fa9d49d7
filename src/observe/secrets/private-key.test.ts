/** Private keys, made for the test, in the encodings in which they are found. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { analyzer } from './index.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'a project' });

function keysIn(text: string, path = 'deploy/key.txt') {
  const { facts } = session.extract({ path, size: text.length, bytes: Buffer.from(text) }, Infinity);
  const claims = facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
  return claims.filter(({ rule }) => rule === 'secrets/private-key');
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const dsa = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).privateKey;

const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1') =>
  key.export({ type, format: 'pem' } as const).toString();
const pems: readonly (readonly [string, string])[] = [
  ['PKCS#1', pem(rsa, 'pkcs1')],
  ['PKCS#8 RSA', pem(rsa, 'pkcs8')],
  ['SEC 1', pem(ec, 'sec1')],
  ['PKCS#8 EC', pem(ec, 'pkcs8')],
  ['PKCS#8 Ed25519', pem(ed25519, 'pkcs8')],
  ['PKCS#8 DSA', pem(dsa, 'pkcs8')],
];

const writings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with blanks for line breaks', (text) => `KEY=${text.trim().replaceAll('\n', ' ')}`],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['in a JSON string', (text) => JSON.stringify({ key: text })],
  ['in an environment file', (text) => `KEY="${text.replaceAll('\n', '\\n')}"`],
  ['with \\r\\n', (text) => `key = '${text.replaceAll('\n', '\\r\\n')}'`],
  ['in a YAML block scalar', (text) => `key: |\n  ${text.trim().replaceAll('\n', '\n  ')}\nother: 1\n`],
  [
    'in a comment',
    (text) =>
      text
        .trim()
        .split('\n')
        .map((line) => `# ${line}`)
        .join('\n'),
  ],
  [
    'in strings that are joined',
    (text) =>
      text
        .trim()
        .split('\n')
        .map((line) => `  "${line}\\n"`)
        .join(' +\n'),
  ],
  ['in XML', (text) => `<key value="${text.trim().replaceAll('\n', '&#10;')}"/>`],
  ['in base64', (text) => `KEY=${Buffer.from(text).toString('base64')}`],
  [
    'in base64 over lines',
    (text) =>
      (
        Buffer.from(text)
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      ).join('\n'),
  ],
  ['percent-encoded', (text) => `key=${encodeURIComponent(text)}`],
];

test.each(pems)('[3:secrets-private-keys] a key in %s is one key, however it is written', (_, text) => {
  const [plain] = keysIn(text);
  expect(plain).toMatchObject({ confidence: 'certain', attributes: { checksum: 'valid' } });
  for (const [name, write] of writings) {
    const found = keysIn(write(text));
    expect(
      found.map(({ locus, confidence }) => [locus, confidence]),
      name,
    ).toEqual([[plain!.locus, 'certain']]);
  }
});

test.each(pems)('[3:secrets-private-keys] %s in base64 without its armour is the same key', (_, text) => {
  const [plain] = keysIn(text);
  const bare = text.replace(/-----[^-]+-----|\n/g, '');
  for (const written of [`key = "${bare}"`, `key: |\n  ${(bare.match(/.{1,64}/g) ?? []).join('\n  ')}\n`]) {
    const found = keysIn(written);
    expect(found.map(({ locus, attributes }) => [locus, attributes['decoded']])).toEqual([[plain!.locus, 'der']]);
  }
});

test('[3:secrets-private-keys] an encrypted key is ranked lower, and says so', () => {
  const pkcs8 = rsa
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a passphrase' })
    .toString();
  const legacy = rsa
    .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a passphrase' })
    .toString();
  for (const text of [pkcs8, legacy, `"${pkcs8.replaceAll('\n', '\\n')}"`, Buffer.from(pkcs8).toString('base64')]) {
    const [claim] = keysIn(text);
    expect(claim).toMatchObject({ confidence: 'possible', attributes: { encrypted: true } });
    expect(claim!.message).toContain('encrypted with a passphrase');
  }
});

test('[3:secrets-private-keys] a public key, a certificate request and a cut key are no whole private key', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  expect(keysIn(spki)).toEqual([]);
  expect(keysIn(`key = "${spki.replace(/-----[^-]+-----|\n/g, '')}"`)).toEqual([]);
  const cut = pem(rsa, 'pkcs1').split('\n').toSpliced(10, 5).join('\n');
  expect(keysIn(cut)).toMatchObject([{ confidence: 'likely', attributes: {} }]);
});
