import { VerificationError } from './error.ts';

/** RFC 8032 through WebCrypto. Throws `unsupported` where the platform has no Ed25519, rather than call anything valid. */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const subtle = globalThis.crypto?.subtle as typeof globalThis.crypto.subtle | undefined; // absent outside secure contexts, whatever the types say
  if (subtle === undefined)
    throw new VerificationError(
      'unsupported',
      'This page is not in a secure context (https, or localhost), so the browser offers no cryptography to check signatures with.',
    );
  return subtle.verify(
    'Ed25519',
    await importKey(subtle, publicKey),
    new Uint8Array(signature),
    new Uint8Array(message),
  );
}

async function importKey(subtle: typeof globalThis.crypto.subtle, publicKey: Uint8Array) {
  try {
    return await subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'NotSupportedError') {
      throw new VerificationError(
        'unsupported',
        'This platform’s WebCrypto has no Ed25519 (Chromium has it since 137, Firefox since 129, Safari since 17, Node since 18).',
        { cause },
      );
    }
    throw new VerificationError('malformed', 'not an Ed25519 public key', { cause });
  }
}
