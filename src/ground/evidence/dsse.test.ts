import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseEnvelope, preAuthEncoding, verifyEnvelope } from 'selvedge-verify';
import { type Digest, digestBytes, type Instant, Statement } from '#ground/model';
import { Envelope, keyIdOf, openEnvelope, readPublicKey, signStatement } from './dsse.ts';
import { EvidenceError } from './error.ts';

// RFC 8032 section 7.1, test 1.
const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const publicBytes = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
  format: 'der',
  type: 'pkcs8',
});
const known = [{ id: 'ci', publicKey: createPublicKey(privateKey) }];
const at = '2026-11-22T10:00:00.000Z' as Instant;
const digest: Digest = digestBytes('x');

const statement = Statement.parse({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'shop', digest: { gitCommit: 'a'.repeat(40) } }],
  predicateType: 'https://selvedge.dev/evidence/scan/v1',
  predicate: {
    scope: {
      analyzers: [{ id: 'secrets', digest }],
      rules: { digest, count: 0 },
      source: 'working-tree',
      coverage: { kind: 'everything' },
      files: 0,
      bytes: 0,
      notLookedAt: [],
    },
    findings: [],
    startedAt: at,
    finishedAt: at,
    tool: { name: 'selvedge', version: '0.1.0' },
  },
});

describe('an envelope', () => {
  it('is signed over the encoding of the protocol’s own example', () => {
    expect(Buffer.from(preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'))).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  it('opens with the key that signed it, and says which one', () => {
    const envelope = signStatement(statement, privateKey);
    const other = { id: 'other', publicKey: generateKeyPairSync('ed25519').publicKey };
    expect(openEnvelope(envelope, [other, ...known])).toMatchObject({ statement, signedBy: 'ci' });
    expect(envelope.signatures[0]?.keyid).toBe(keyIdOf(known[0]!.publicKey));
    expect(Envelope.safeParse(envelope).success).toBe(true);
  });

  it('is verified by selvedge-verify, too', async () => {
    const envelope = parseEnvelope(signStatement(statement, privateKey));
    await expect(verifyEnvelope(envelope, [{ name: 'ci', publicKey: publicBytes }])).resolves.toMatchObject({
      name: 'ci',
    });
  });

  it('does not open when payload, type or signature are another, or the key is', () => {
    const envelope = signStatement(statement, privateKey);
    const payload = Buffer.from(envelope.payload, 'base64').toString().replace('shop', 'shap');
    const changed = { ...envelope, payload: Buffer.from(payload).toString('base64') };
    const typed = { ...envelope, payloadType: 'application/json' as never };
    const signed = { ...envelope, signatures: [{ sig: Buffer.alloc(64).toString('base64') }] };
    for (const wrong of [changed, typed, signed])
      expect(codeOf(() => openEnvelope(wrong, known))).toBe('not-signed-by-a-known-key');
    expect(codeOf(() => openEnvelope(envelope, []))).toBe('not-signed-by-a-known-key');
  });

  it('opens whatever keyid is claimed: it is a hint and proves nothing', () => {
    const { signatures, ...envelope } = signStatement(statement, privateKey);
    const claimed = { ...envelope, signatures: signatures.map(({ sig }) => ({ sig, keyid: 'somebody-else' })) };
    expect(openEnvelope(claimed, known).signedBy).toBe('ci');
  });

  it('with something else than a statement inside is refused, signed or not', () => {
    const envelope = signStatement({ hello: 'world' } as never, privateKey);
    expect(codeOf(() => openEnvelope(envelope, known))).toBe('not-a-statement');
  });

  it('of forty megabytes is checked in its form without trouble', () => {
    const envelope = { ...signStatement(statement, privateKey), payload: 'A'.repeat(40_000_000) };
    expect(Envelope.safeParse(envelope).success).toBe(true);
    expect(Envelope.safeParse({ ...envelope, payload: `${envelope.payload}!` }).success).toBe(false);
  });
});

describe('a public key', () => {
  it('is read from PEM and from its 32 bytes', () => {
    const pem = known[0]!.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    expect(readPublicKey(pem).equals(known[0]!.publicKey)).toBe(true);
    expect(readPublicKey(publicBytes.toString('base64')).equals(known[0]!.publicKey)).toBe(true);
  });

  it.each(['', 'AAAA', '-----BEGIN PUBLIC KEY-----\nnope\n-----END PUBLIC KEY-----'])('is not %j', (text) => {
    expect(codeOf(() => readPublicKey(text))).toBe('not-a-key');
  });
});

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof EvidenceError ? error.code : String(error);
  }
}
