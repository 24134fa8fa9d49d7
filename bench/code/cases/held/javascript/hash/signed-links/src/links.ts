import { sign } from './sign.ts';

export function downloadLink(path: string): string {
  const expires = Math.floor(Date.now() / 1000) + 900;
  const query = new URLSearchParams({ expires: String(expires), signature: sign(path, expires) });
  return `https://files.example.com${path}?${query}`;
}
