import type { Checksum } from './checksum-state.ts';

/**
 * What stands in RSAKeyValue (XML Signature section 4.5.2.2) with the members that .NET adds for the private half: the modulus must be the
 * product of the primes. DSA's, and a key without its primes, say nothing.
 */
export function xmlKey(text: string): Checksum {
  const xml = unescaped(text);
  const [modulus, p, q] = ['Modulus', 'P', 'Q'].map((name) => numberIn(xml, name));
  const isValid = modulus !== undefined && p !== undefined && q !== undefined && p > 1n && q > 1n && p * q === modulus;
  return { state: isValid ? 'valid' : 'absent' };
}

/** The private number alone: members stand in any order. */
export function normalXml(text: string): string {
  const xml = unescaped(text);
  return digitsIn(xml, 'D') || digitsIn(xml, 'PrivateExponent') || digitsIn(xml, 'X');
}

/** Whether the text begins with an angle bracket, of XML, in XML or in a string of JSON. */
export const isXml = /^(?:<|&lt;|\\{1,2}u003c)/i;

function unescaped(text: string): string {
  return text.replace(/&lt;|\\{1,2}u003c/gi, '<').replace(/&gt;|\\{1,2}u003e/gi, '>');
}

function numberIn(text: string, name: string): bigint | undefined {
  const hex = Buffer.from(digitsIn(text, name), 'base64').toString('hex');
  return hex === '' ? undefined : BigInt(`0x${hex}`);
}

/** The digits in base64 of a member; none when it is not there. */
function digitsIn(text: string, name: string): string {
  const [, begin = ''] = new RegExp(`<${name}(?: [^<>]*)?>([^<]*)<`).exec(text) ?? [];
  return begin.replace(/\\[nrt]|[^A-Za-z0-9+/=]/g, '');
}
