import { sign } from './sign.ts';

export function shareLink(path: string): string {
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const query = new URLSearchParams({ expires: String(expires), signature: sign(path, expires) });
  return `https://share.example.com${path}?${query}`;
}
