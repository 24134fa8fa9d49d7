import { z } from 'zod';

/**
 * Base64 (RFC 4648 section 4) of at most so many characters. Checked by hand: as a pattern, megabytes of it overflow the stack of V8's
 * regular expressions, and the caller gets an error of the server instead of an answer.
 */
export function base64Text(longest: number): z.ZodString {
  return z
    .string()
    .max(longest)
    .meta({ contentEncoding: 'base64' })
    .refine(isBase64, { error: 'this is not base64', when: ({ issues }) => issues.length === 0 });
}

/** One pass; whole groups of four, padded at the end alone. */
export function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const end = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
  for (let at = 0; at < end; at++) if (isDigit[text.charCodeAt(at)] !== 1) return false;
  return true;
}

const isDigit = new Uint8Array(128);
for (const digit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  isDigit[digit.charCodeAt(0)] = 1;
