import type { VersionOrder } from './order.ts';
import { endOfDigits, isDigit, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/** The parts of a version by Semantic Versioning 2.0.0; numbers as they are written, of any length. */
export interface SemverParts {
  readonly numbers: readonly [major: string, minor: string, patch: string];
  /** Identifiers of the pre-release; empty for a release. */
  readonly prerelease: readonly string[];
  /** Without the plus sign; empty when there is none. */
  readonly build: string;
}

/**
 * Semantic Versioning 2.0.0, item 11. Texts that are nearly of its form are ordered as node-semver’s loose reading does: `v1.2`, `=1.2.3`,
 * `1.2.3beta`; a missing number is zero, and a fourth one counts after the third.
 */
export const npm: VersionOrder = orderBy('npm', semverKey, isNodeVersion, hasPrerelease);
/** Cargo, Hex, Julia, Swift: no leading `v`, and no limit of length. */
export const semver: VersionOrder = orderBy(
  'semver',
  semverKey,
  (text) => semverParts(text) !== undefined,
  hasPrerelease,
);
/** pub_semver orders build metadata too: 1.0.0 < 1.0.0+1 < 1.0.0+2. */
export const pub: VersionOrder = orderBy(
  'pub',
  (text) => {
    const plus = text.indexOf('+');
    return plus === -1
      ? semverKey(text)
      : semverKey(text.slice(0, plus)) + identifiersCode(text, plus + 1, text.length);
  },
  (text) => semverParts(text) !== undefined,
  hasPrerelease,
);
/** Go modules (golang.org/x/mod/semver), with or without the `v`, and the toolchain’s own `go1.21rc2`. */
export const golang: VersionOrder = orderBy(
  'golang',
  (text) => semverKey(text.startsWith('go') ? goRelease(text) : text),
  isGoVersion,
  (text) => hasPrerelease(text.startsWith('go') ? goRelease(text) : text),
);

const RELEASE = '\uFFFE';
const MORE_NUMBERS = '\uFFFF';
const END = '\u0001';
const NUMBER = '\u0002';
const WORD = '\u0003';

function semverKey(text: string): string {
  let at = 0;
  while (at < text.length && isPrefix(text.charCodeAt(at))) at++;
  let end = endOfDigits(text, at);
  if (end === at) return keyOfNoVersion(text);
  let key = VERSION + numberCode(text, at, end);
  let count = 1;
  let more = '';
  while (text.charCodeAt(end) === DOT && isDigit(text.charCodeAt(end + 1))) {
    at = end + 1;
    end = endOfDigits(text, at);
    const code = numberCode(text, at, end);
    if (count < 3) key += code;
    else more += NUMBER + code;
    count++;
  }
  for (; count < 3; count++) key += '\u0000';
  if (more !== '') key += MORE_NUMBERS + more + END;
  if (end === text.length) return key + RELEASE;
  const next = text.charCodeAt(end);
  if (next === PLUS) return key + RELEASE;
  return key + identifiersCode(text, next === HYPHEN || next === DOT ? end + 1 : end, endOfPrerelease(text, end));
}

function endOfPrerelease(text: string, from: number): number {
  const plus = text.indexOf('+', from);
  return plus === -1 ? text.length : plus;
}

/** Dot-separated identifiers: numbers before words, fewer before more. */
function identifiersCode(text: string, from: number, to: number): string {
  let code = '';
  for (let at = from; at <= to;) {
    let end = text.indexOf('.', at);
    if (end === -1 || end > to) end = to;
    const digits = endOfDigits(text, at);
    code += digits >= end && end > at ? NUMBER + numberCode(text, at, end) : `${WORD}${text.slice(at, end)}\u0000`;
    at = end + 1;
  }
  return code + END;
}

/** Undefined when the text is no version by Semantic Versioning. */
export function semverParts(text: string): SemverParts | undefined {
  const numbers: string[] = [];
  let at = 0;
  for (let count = 0; count < 3; count++) {
    const end = endOfDigits(text, at);
    if (end === at || (end > at + 1 && text.charCodeAt(at) === 48)) return undefined;
    numbers.push(text.slice(at, end));
    at = end;
    if (count < 2 && text.charCodeAt(at++) !== DOT) return undefined;
  }
  const plus = text.indexOf('+', at);
  const end = plus === -1 ? text.length : plus;
  let prerelease: string[] = [];
  if (at < end) {
    if (text.charCodeAt(at) !== HYPHEN) return undefined;
    prerelease = text.slice(at + 1, end).split('.');
    if (!prerelease.every((identifier) => isIdentifier(identifier) && !hasLeadingZero(identifier))) return undefined;
  }
  const build = plus === -1 ? '' : text.slice(plus + 1);
  if (plus !== -1 && !build.split('.').every(isIdentifier)) return undefined;
  return { numbers: numbers as [string, string, string], prerelease, build };
}

function isIdentifier(text: string): boolean {
  return /^[0-9A-Za-z-]+$/.test(text);
}

function hasLeadingZero(identifier: string): boolean {
  return identifier.length > 1 && identifier.charCodeAt(0) === 48 && endOfDigits(identifier, 0) === identifier.length;
}

/** node-semver: blanks around it, an optional `v`, at most 256 characters, numbers that JavaScript holds exactly. */
function isNodeVersion(text: string): boolean {
  if (text.length > 256) return false;
  const trimmed = text.trim();
  const parts = semverParts(trimmed.startsWith('v') ? trimmed.slice(1) : trimmed);
  return parts !== undefined && parts.numbers.every((number) => Number(number) <= Number.MAX_SAFE_INTEGER);
}

/** golang.org/x/mod/semver.IsValid, the `v` being optional here: `v1` and `v1.2` are versions, without pre-release and build. */
function isGoVersion(text: string): boolean {
  if (text.startsWith('go')) return semverParts(goRelease(text)) !== undefined;
  const plain = text.startsWith('v') ? text.slice(1) : text;
  return semverParts(plain) !== undefined || /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?$/.test(plain);
}

/** `go1.21rc2` → `1.21.0-rc.2`, as Go’s vulnerability database writes it. */
function goRelease(text: string): string {
  const release = /^go(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:(rc|beta)(\d+))?$/.exec(text);
  if (release === null) return text.slice(2);
  const [, major, minor = '0', patch = '0', kind, number] = release;
  return `${major}.${minor}.${patch}${kind === undefined ? '' : `-${kind}.${number}`}`;
}

function hasPrerelease(text: string): boolean {
  const plus = text.indexOf('+');
  const hyphen = text.indexOf('-');
  if (hyphen !== -1 && (plus === -1 || hyphen < plus)) return true;
  const end = plus === -1 ? text.length : plus;
  for (let at = text.search(/\d/); at !== -1 && at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) && code !== DOT) return true;
  }
  return false;
}

function isPrefix(code: number): boolean {
  return code === 118 || code === 86 || code === 61 || code === 32 || code === 9;
}

const DOT = 46;
const HYPHEN = 45;
const PLUS = 43;
