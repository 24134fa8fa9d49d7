import { checksums } from './checksum.ts';
import { pick, type Random, randomText, uuid } from './random.ts';
import { structured } from './structured.ts';
import { words } from './words.ts';

/** A format's value in its parts: what every token of it has (`literal`), what is random, what is computed. */
interface Part {
  readonly kind: 'literal' | 'random' | 'check';
  readonly text: string;
}

/**
 * Fills a template:
 *
 *     {base62:36}      36 characters of an alphabet (random.ts)
 *     {base62:20-40}   20 to 40 of them
 *     {uuid}           version 4
 *     {password}       one that a person or a manager of passwords could have made; {user}, {host}, {word}, {phrase}
 *     {a|b}            one of these
 *     {check:crc62}    a checksum over what stands before (checksum.ts)
 *     {make:pypi}      a value with an inner structure (structured.ts)
 */
export function fillTemplate(template: string, random: Random): string {
  return partsOf(template, random)
    .map(({ text }) => text)
    .join('');
}

/** Ways in which a value can miss its format; each gives a text that no provider would issue. */
export type NearMiss = 'short' | 'alphabet' | 'prefix' | 'checksum';

/** Undefined where the format cannot be missed in this way. */
export function missTemplate(template: string, miss: NearMiss, random: Random): string | undefined {
  const parts = partsOf(template, random);
  if (miss === 'checksum') {
    if (!parts.some(({ kind }) => kind === 'check')) return undefined;
    return parts.map(({ kind, text }) => (kind === 'check' ? otherText(text) : text)).join('');
  }
  const first = parts.findIndex(({ kind, text }) => kind === 'random' && text.length >= 6);
  if (miss === 'prefix') {
    const head = parts[0];
    if (head?.kind !== 'literal' || !/[a-zA-Z]{2}/.test(head.text)) return undefined;
    // Letters change places around one that is not there: a made-up prefix must not be another provider's.
    const wrong = head.text.replace(
      /^(https:\/\/)?(.*?)([a-zA-Z])([a-zA-Z])/,
      (_, scheme: string | undefined, before: string, a: string, b: string) => `${scheme ?? ''}${before}${b}Q${a}`,
    );
    return [wrong, ...parts.slice(1).map(({ text }) => text)].join('');
  }
  if (first < 0) return undefined;
  const body = parts[first]?.text ?? '';
  const kept = body.slice(0, 5);
  if (miss === 'short') return [...parts.slice(0, first).map(({ text }) => text), kept].join('');
  const wrong = `${kept}${pick(['~', '*', '!', '?'], random)}${body.slice(6)}`;
  return [
    ...parts.slice(0, first).map(({ text }) => text),
    wrong,
    ...parts.slice(first + 1).map(({ text }) => text),
  ].join('');
}

/** The text before the first random part: what a placeholder keeps of the format. */
export function prefixOf(template: string): string {
  return /^[^{]*/.exec(template)?.[0] ?? '';
}

function partsOf(template: string, random: Random): Part[] {
  const parts: Part[] = [];
  for (const [, literal, name] of template.matchAll(/([^{}]+)|\{([^{}]+)\}/g)) {
    const text = parts.map((part) => part.text).join('');
    const padding = /^={1,2}/.exec(literal ?? '')?.[0];
    const last = parts.at(-1);
    if (padding !== undefined && last?.kind === 'random')
      parts.splice(-1, 1, { ...last, text: padded(last.text, padding, random) });
    if (literal !== undefined) parts.push({ kind: 'literal', text: literal });
    else parts.push(partOf(name ?? '', text, parts.findLast(({ kind }) => kind === 'random')?.text ?? '', random));
  }
  return parts;
}

/** Base 64 before its padding ends in a character whose unused bits are zero: RFC 4648, section 3.5. */
function padded(text: string, padding: string, random: Random): string {
  return `${text.slice(0, -1)}${pick(padding === '==' ? ['A', 'Q', 'g', 'w'] : ['A', 'E', 'I', 'M', 'Q', 'c', 'k', 'o', 'w', '0', '4', '8'], random)}`;
}

function partOf(name: string, text: string, last: string, random: Random): Part {
  const word = words[name];
  if (word !== undefined) return { kind: 'random', text: word(random) };
  if (name === 'uuid') return { kind: 'random', text: uuid(random) };
  if (name.includes('|')) return { kind: 'literal', text: pick(name.split('|'), random) };
  const [kind, detail = ''] = name.split(':');
  if (kind === 'check') {
    const checksum = checksums[detail];
    if (checksum === undefined) throw new TypeError(`no checksum ${detail}`);
    return { kind: 'check', text: checksum({ text, body: last }) };
  }
  if (kind === 'make') {
    const make = structured[detail];
    if (make === undefined) throw new TypeError(`no structure ${detail}`);
    return { kind: 'random', text: make(random) };
  }
  const [least = 0, most = least] = detail.split('-').map(Number);
  return { kind: 'random', text: mixed(kind ?? '', least + random(most - least + 1), random) };
}

/** Random, and never by chance all of one kind of character: real ones of this length are not. */
function mixed(alphabet: string, length: number, random: Random): string {
  for (let attempt = 0; ; attempt += 1) {
    const text = randomText(alphabet, length, random);
    const isMixed =
      length < 16 || /^(digits|upper|lower|alpha)$/.test(alphabet) || (/\d/.test(text) && /[a-z]/i.test(text));
    if (isMixed || attempt > 20) return text;
  }
}

function otherText(text: string): string {
  return `${nextOf(text.charAt(0))}${text.slice(1)}`;
}

function nextOf(character: string): string {
  return /[0-8a-yA-Y]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 1) : '0';
}
