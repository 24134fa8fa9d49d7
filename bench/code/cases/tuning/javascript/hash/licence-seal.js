const encoder = new TextEncoder();

export class Licence {
  constructor(owner) {
    this.owner = owner;
  }

  async signature(key) {
    const bytes = await crypto.subtle.sign('HMAC', key, encoder.encode(this.owner));
    return btoa(String.fromCharCode(...new Uint8Array(bytes)));
  }
}

export const importKey = (raw) =>
  crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
