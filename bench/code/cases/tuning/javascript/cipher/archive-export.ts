import sodium from 'libsodium-wrappers';

export async function encryptExport(text: string, key: Uint8Array): Promise<Uint8Array> {
  await sodium.ready;
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  const body = sodium.crypto_secretbox_easy(text, nonce, key);
  return new Uint8Array([...nonce, ...body]);
}
