const encoder = new TextEncoder();

export async function protect(memo, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, encoder.encode(memo));
  return { iv, body: new Uint8Array(body) };
}
