import { encrypt } from './crypt.js';

export async function upload(note, keyHex) {
  const response = await fetch('/api/notes', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ note: encrypt(note, keyHex) }),
  });
  if (!response.ok) throw new Error('The note was not kept');
}
