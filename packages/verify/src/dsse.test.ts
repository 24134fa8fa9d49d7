import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeBase64, utf8 } from './bytes.ts';
import { parseEnvelope, preAuthEncoding, verifyEnvelope } from './dsse.ts';
import { verifyEd25519 } from './ed25519.ts';

function keyPair(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    key: { name, publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)) },
    privateKey,
  };
}

const bytes = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'));

const payload = utf8('{"_type":"https://in-toto.io/Statement/v1"}');
const type = 'application/vnd.in-toto+json';
const signer = keyPair('ci');
const envelope = {
  payloadType: type,
  payload: encodeBase64(payload),
  signatures: [{ keyid: 'x', sig: encodeBase64(sign(null, preAuthEncoding(type, payload), signer.privateKey)) }],
};

describe('a DSSE envelope', () => {
  test('is signed over the pre-authentication encoding that protocol.md shows', () => {
    expect(decodeUtf8(preAuthEncoding('http://example.com/HelloWorld', utf8('hello world')))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
    expect(decodeUtf8(preAuthEncoding('é', utf8('')))).toBe('DSSEv1 2 é 0 ');
  });

  test('names the key that signed it, whatever its keyid says', async () => {
    await expect(verifyEnvelope(parseEnvelope(envelope), [keyPair('other').key, signer.key])).resolves.toBe(signer.key);
  });

  test('is refused with another payload, another type, or other keys', async () => {
    const parsed = parseEnvelope(envelope);
    await expect(verifyEnvelope({ ...parsed, payload: utf8('{}') }, [signer.key])).rejects.toMatchObject({
      code: 'unknown-key',
    });
    await expect(verifyEnvelope({ ...parsed, payloadType: 'text/plain' }, [signer.key])).rejects.toMatchObject({
      code: 'unknown-key',
    });
    await expect(verifyEnvelope(parsed, [keyPair('other').key])).rejects.toMatchObject({ code: 'unknown-key' });
    await expect(verifyEnvelope(parsed, [])).rejects.toMatchObject({ code: 'unknown-key' });
  });

  test.each([
    null,
    [],
    {},
    { ...envelope, signatures: [] },
    { ...envelope, payload: '!' },
    { ...envelope, signatures: [{ sig: 1 }] },
    { ...envelope, signatures: Array.from({ length: 65 }, () => envelope.signatures[0]) },
  ])('%j is none', (json) => {
    expect(() => parseEnvelope(json)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

test('Ed25519 is that of RFC 8032 section 7.1', async () => {
  const publicKey = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = bytes(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
  await expect(verifyEd25519(publicKey, bytes('72'), signature)).resolves.toBe(true);
  await expect(verifyEd25519(publicKey, bytes('73'), signature)).resolves.toBe(false);
});
