import type { VersionOrder } from './order.ts';
import { endOfDigits, isDigit, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/**
 * Composer: versions are normalised (composer/semver’s VersionParser) and compared by PHP’s version_compare. A branch (`dev-main`) is
 * comparable to nothing in Composer; here branches come before all versions, by name.
 */
export const composer: VersionOrder = orderBy(
  'composer',
  (text) => composerKey(text),
  (text) => normaliseComposer(text) !== undefined,
  (text) => stabilityOf(text) !== 'stable',
);

export type Stability = 'dev' | 'alpha' | 'beta' | 'RC' | 'stable';

const UNKNOWN = '\u0001';
const DEV = '\u0002';
const ALPHA = '\u0003';
const BETA = '\u0004';
const RC = '\u0005';
const END = '\u0006';
const NUMBER = '\u0007';
const PATCH = '\u0008';

function composerKey(text: string): string {
  const normalised = normaliseComposer(text);
  return normalised === undefined ? keyOfNoVersion(text) : composerKeyOfNormalised(normalised);
}

/** The key of what normaliseComposer gives, and of what `-dev` was added to. */
export function composerKeyOfNormalised(normalised: string): string {
  if (normalised.startsWith('dev-')) return `${VERSION}\u0000${normalised}`;
  let key = VERSION + UNKNOWN;
  for (let at = 0; at < normalised.length;) {
    const code = normalised.charCodeAt(at);
    if (isDigit(code)) {
      const end = endOfDigits(normalised, at);
      key += NUMBER + numberCode(normalised, at, end);
      at = end;
    } else if (code === 46 || code === 45) at++;
    else {
      let end = at;
      while (end < normalised.length && normalised.charCodeAt(end) > 57) end++;
      key += ranks.get(normalised.slice(at, end)) ?? UNKNOWN;
      at = Math.max(end, at + 1);
    }
  }
  return key + END;
}

const ranks = new Map([
  ['dev', DEV],
  ['alpha', ALPHA],
  ['beta', BETA],
  ['RC', RC],
  ['patch', PATCH],
]);

/** `1.0` → `1.0.0.0`, `v2.0-b3` → `2.0.0.0-beta3`, `1.x-dev` → `1.9999999.9999999.9999999-dev`, `master` → `dev-master`; undefined: no version. */
export function normaliseComposer(text: string): string | undefined {
  let version = text.trim();
  const alias = /^([^,\s]+) +as +[^,\s]+$/.exec(version);
  if (alias !== null) version = alias[1] ?? version;
  version = withoutFlag(version);
  if (version === 'master' || version === 'trunk' || version === 'default') return `dev-${version}`;
  if (/^dev-/i.test(version)) return `dev-${version.slice(4)}`;
  const plus = version.indexOf('+');
  if (plus > 0 && plus < version.length - 1 && !/[,\s]/.test(version)) version = version.slice(0, plus);
  return classical(version) ?? dated(version) ?? numericBranch(version);
}

function withoutFlag(version: string): string {
  const at = version.lastIndexOf('@');
  return at !== -1 && /^(?:stable|rc|beta|alpha|dev)$/i.test(version.slice(at + 1)) ? version.slice(0, at) : version;
}

/** One to four numbers, the first of five digits at most, and a modifier. */
function classical(version: string): string | undefined {
  let at = /^v\d/i.test(version) ? 1 : 0;
  const numbers: string[] = [];
  for (let count = 0; count < 4; count++) {
    const end = endOfDigits(version, at);
    if (end === at || (count === 0 && end - at > 5)) return undefined;
    numbers.push(version.slice(at, end));
    at = end;
    if (count === 3 || version.charCodeAt(at) !== 46 || !isDigit(version.charCodeAt(at + 1))) break;
    at++;
  }
  const modifier = readModifier(version, at);
  if (modifier === undefined) return undefined;
  while (numbers.length < 4) numbers.push('0');
  return numbers.join('.') + modifier;
}

/** `20100102`, `2010-01-02.5`: a year, two digits at a time, then up to two numbers of three digits. */
function dated(version: string): string | undefined {
  const match = /^v?(\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3}){0,2})/i.exec(version.slice(0, 64));
  if (match === null) return undefined;
  const modifier = readModifier(version, match[0].length);
  return modifier === undefined ? undefined : (match[1] ?? '').replaceAll(/\D/g, '.') + modifier;
}

const labels: readonly (readonly [string, string])[] = [
  ['stable', ''],
  ['beta', '-beta'],
  ['b', '-beta'],
  ['rc', '-RC'],
  ['alpha', '-alpha'],
  ['a', '-alpha'],
  ['patch', '-patch'],
  ['pl', '-patch'],
  ['p', '-patch'],
];

/** What follows the numbers, normalised; undefined when it is none. `-stable` takes away whatever follows it. */
function readModifier(version: string, from: number): string | undefined {
  if (from === version.length) return '';
  const rest = version.slice(from).toLowerCase();
  const start = /^[._-]/.test(rest) ? 1 : 0;
  for (const [label, name] of labels) {
    if (!rest.startsWith(label, start)) continue;
    const end = endOfModifierNumbers(rest, start + label.length);
    const dev = devAt(rest, end);
    if (dev === undefined) continue;
    if (label === 'stable') return '';
    return name + rest.slice(start + label.length, end).replace(/^[.-]+/, '') + dev;
  }
  return devAt(rest, start) ?? devAt(rest, 0);
}

/** `(?:[.-]?\d+)*` */
function endOfModifierNumbers(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    const start = code === 46 || code === 45 ? at + 1 : at;
    const end = endOfDigits(text, start);
    if (end === start) return at;
    at = end;
  }
}

function devAt(text: string, from: number): string | undefined {
  const rest = text.slice(from, from + 5);
  if (from === text.length) return '';
  return text.length - from <= 4 && (rest === 'dev' || rest === '.dev' || rest === '-dev') ? '-dev' : undefined;
}

/** `1.x-dev`, `2.1-dev`: what has no number is past every number. */
function numericBranch(version: string): string | undefined {
  const match = /^v?(\d+)((?:\.(?:\d+|[x*])){0,3})[.-]?dev$/i.exec(version);
  if (match === null) return undefined;
  const numbers = [match[1] ?? '', ...(match[2] ?? '').split('.').slice(1)].map((number) =>
    isDigit(number.charCodeAt(0)) ? number : '9999999',
  );
  while (numbers.length < 4) numbers.push('9999999');
  return `${numbers.join('.')}-dev`;
}

export function stabilityOf(text: string): Stability {
  const hash = text.indexOf('#');
  const version = (hash === -1 ? text : text.slice(0, hash)).toLowerCase();
  if (version.startsWith('dev-') || version.endsWith('-dev')) return 'dev';
  const normalised = normaliseComposer(version);
  if (normalised === undefined) return 'stable';
  if (normalised.endsWith('-dev') || normalised.startsWith('dev-')) return 'dev';
  if (normalised.includes('-alpha')) return 'alpha';
  if (normalised.includes('-beta')) return 'beta';
  return normalised.includes('-RC') ? 'RC' : 'stable';
}
