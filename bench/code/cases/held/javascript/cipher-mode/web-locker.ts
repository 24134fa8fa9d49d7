export async function lock(text: string, key: CryptoKey): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  const locked = new Uint8Array(iv.length + sealed.byteLength);
  locked.set(iv);
  locked.set(new Uint8Array(sealed), iv.length);
  return locked;
}

export async function unlock(locked: Uint8Array, key: CryptoKey): Promise<string> {
  const iv = locked.slice(0, 12);
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, locked.slice(12));
  return new TextDecoder().decode(text);
}
