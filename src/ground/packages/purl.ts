import { decoded, encoded, encodedPath } from './percent.ts';
import { rulesOf } from './purl-types.ts';

/**
 * A package URL (ECMA-427) in its parts, decoded and normalised as its type asks. Qualifiers have lower-case keys and no prototype.
 */
export interface Purl {
  readonly type: string;
  /** Segments joined with `/`: `@scope`, `org.apache.commons`, `github.com/gorilla`. */
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly subpath?: string;
}

export type PurlErrorCode =
  | 'no-scheme'
  | 'bad-type'
  | 'no-name'
  | 'bad-qualifier'
  | 'bad-encoding'
  | 'bad-segment'
  | 'no-namespace'
  | 'namespace-prohibited'
  | 'bad-name';

/** Why a text or parts are no package URL. */
export class PurlError {
  readonly code: PurlErrorCode;
  readonly detail: string;

  constructor(code: PurlErrorCode, detail: string) {
    this.code = code;
    this.detail = detail;
  }
}

/**
 * - `lenient` reads whatever can only mean one thing: qualifier keys in capitals, no namespace where the type asks for one;
 * - `strict` also holds a purl to its type's definition, as the specification's required tests do.
 */
export type PurlMode = 'lenient' | 'strict';

/** Reads a package URL, normalising it as its type asks. Linear in its length. */
export function parsePurl(text: string, mode: PurlMode = 'lenient'): Purl | PurlError {
  if (!text.startsWith('pkg:') && text.slice(0, 4).toLowerCase() !== 'pkg:')
    return new PurlError('no-scheme', 'it does not begin with pkg:');
  const hash = text.lastIndexOf('#');
  let end = hash === -1 ? text.length : hash;
  const mark = end === 0 ? -1 : text.lastIndexOf('?', end - 1);
  if (mark !== -1) end = mark;
  let start = 4;
  while (text.charCodeAt(start) === SLASH) start++;

  const afterType = text.indexOf('/', start);
  if (afterType === -1 || afterType >= end) return new PurlError('no-name', 'it has no name');
  const written = text.slice(start, afterType);
  const type = rulesOf(written) === undefined ? written.toLowerCase() : written;
  if (rulesOf(type) === undefined && !isType(type)) return new PurlError('bad-type', `“${brief(type)}” is no type`);

  let at = text.lastIndexOf('@', end - 1);
  if (at <= afterType || (text.charCodeAt(at - 1) === SLASH && isFollowedBySlash(text, at, end))) at = -1;
  else if (text.charCodeAt(at - 1) === SLASH) return new PurlError('no-name', 'it has no name');
  try {
    const version = at === -1 ? '' : decoded(text.slice(at + 1, end));
    const path = readPath(text, afterType + 1, at === -1 ? end : at, type);
    if (path instanceof PurlError) return path;
    const qualifiers =
      mark === -1 ? undefined : readQualifiers(text.slice(mark + 1, hash === -1 ? undefined : hash), mode);
    if (qualifiers instanceof PurlError) return qualifiers;
    const subpath = hash === -1 ? '' : readSubpath(text.slice(hash + 1));
    if (subpath instanceof PurlError) return subpath;
    const purl = normalised(type, path.namespace, path.name, version, qualifiers, subpath);
    return mode === 'strict' ? (complaintAbout(purl) ?? purl) : purl;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return new PurlError('bad-encoding', 'a percent sign begins no octet, or the octets are no UTF-8');
  }
}

/**
 * The canonical text of a package URL. Never fails: what is not allowed in a purl is encoded, and parts that make none (an empty name) give
 * a text that parsePurl refuses; buildPurl tells.
 */
export function formatPurl(purl: Purl): string {
  const type = purl.type.toLowerCase();
  const { namespace, name, version, qualifiers, subpath } = normalised(
    type,
    trimSlashes(purl.namespace ?? ''),
    purl.name,
    purl.version ?? '',
    purl.qualifiers,
    purl.subpath ?? '',
  );
  let text = `pkg:${type}/`;
  if (namespace !== undefined) text += `${encodedPath(namespace)}/`;
  text += rulesOf(type)?.nameIsPath ? encodedPath(name) : encoded(namespace === undefined ? name : trimSlashes(name));
  if (version !== undefined) text += `@${encoded(version)}`;
  if (qualifiers !== undefined) text += formattedQualifiers(qualifiers);
  if (subpath !== undefined) {
    const path = encodedPath(
      subpath
        .split('/')
        .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
        .join('/'),
    );
    if (path !== '') text += `#${path}`;
  }
  return text;
}

/** formatPurl that holds the parts to the specification and to the type's definition. */
export function buildPurl(purl: Purl): string | PurlError {
  if (!isType(purl.type.toLowerCase())) return new PurlError('bad-type', `“${brief(purl.type)}” is no type`);
  if (trimSlashes(purl.name) === '') return new PurlError('no-name', 'it has no name');
  for (const key of Object.keys(purl.qualifiers ?? {})) {
    if (!isQualifierKey(key.toLowerCase()))
      return new PurlError('bad-qualifier', `“${brief(key)}” is no qualifier’s key`);
  }
  const parsed = parsePurl(formatPurl(purl), 'strict');
  return parsed instanceof PurlError ? parsed : formatPurl(parsed);
}

/** The same package at any version: cuts the version out of a canonical text, and leaves all else. */
export function withoutVersion(text: string): string {
  const mark = text.search(/[?#]/);
  const end = mark === -1 ? text.length : mark;
  const at = text.lastIndexOf('@', end - 1);
  if (at === -1 || text.charCodeAt(at - 1) === SLASH) return text;
  return text.slice(0, at) + text.slice(end);
}

const SLASH = 47;

function isFollowedBySlash(text: string, from: number, end: number): boolean {
  const slash = text.indexOf('/', from);
  return slash !== -1 && slash < end;
}

function readPath(
  text: string,
  from: number,
  to: number,
  type: string,
): { namespace: string; name: string } | PurlError {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) === SLASH) start++;
  while (end > start && text.charCodeAt(end - 1) === SLASH) end--;
  if (start === end) return new PurlError('no-name', 'it has no name');
  if (rulesOf(type)?.nameIsPath) {
    const [host = '', ...path] = text
      .slice(start, end)
      .split('/')
      .filter((segment) => segment !== '');
    if (path.length === 0) return { namespace: '', name: decoded(host) };
    return { namespace: decoded(host), name: path.map(decoded).join('/') };
  }
  const slash = text.lastIndexOf('/', end - 1);
  const name = decoded(text.slice(Math.max(slash + 1, start), end));
  if (trimSlashes(name) === '') return new PurlError('no-name', 'it has no name');
  if (slash < start) return { namespace: '', name };
  const raw = text.slice(start, slash);
  if (!raw.includes('%') && !raw.includes('//')) return { namespace: trimSlashes(raw), name };
  const segments: string[] = [];
  for (const segment of raw.split('/')) {
    if (segment === '') continue;
    const plain = decoded(segment);
    if (plain.includes('/')) return new PurlError('bad-segment', 'a segment of the namespace holds a slash');
    segments.push(plain);
  }
  return { namespace: segments.join('/'), name };
}

function readQualifiers(text: string, mode: PurlMode): Record<string, string> | PurlError | undefined {
  const qualifiers: Record<string, string> = Object.create(null) as Record<string, string>;
  let any = false;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const written = equals === -1 ? pair : pair.slice(0, equals);
    const key = mode === 'strict' ? written : written.toLowerCase();
    if (!isQualifierKey(key)) return new PurlError('bad-qualifier', `“${brief(written)}” is no qualifier’s key`);
    const value = equals === -1 ? '' : decoded(pair.slice(equals + 1));
    if (value === '') continue;
    if (key in qualifiers) return new PurlError('bad-qualifier', `the qualifier ${brief(key)} is given twice`);
    qualifiers[key] = value;
    any = true;
  }
  return any ? qualifiers : undefined;
}

function readSubpath(text: string): string | PurlError {
  const segments: string[] = [];
  for (const segment of text.split('/')) {
    const plain = decoded(segment);
    if (plain === '' || plain === '.' || plain === '..') continue;
    if (plain.includes('/')) return new PurlError('bad-segment', 'a segment of the subpath holds a slash');
    segments.push(plain);
  }
  return segments.join('/');
}

function normalised(
  type: string,
  namespace: string,
  name: string,
  version: string,
  qualifiers: Readonly<Record<string, string>> | undefined,
  subpath: string,
): Purl {
  const purl: Mutable<Purl> = { type, name };
  if (namespace !== '') purl.namespace = namespace;
  if (version !== '') purl.version = version;
  if (qualifiers !== undefined) purl.qualifiers = qualifiers;
  if (subpath !== '') purl.subpath = subpath;
  const rules = rulesOf(type);
  if (rules?.lower !== undefined) {
    for (const part of rules.lower) {
      if (part === 'name') purl.name = lowered(purl.name);
      else if (part === 'namespace') {
        if (purl.namespace !== undefined) purl.namespace = lowered(purl.namespace);
      } else if (part === 'version') {
        if (purl.version !== undefined) purl.version = lowered(purl.version);
      } else if (purl.subpath !== undefined) purl.subpath = lowered(purl.subpath);
    }
  }
  rules?.normalise?.(purl);
  return purl;
}

/** Nearly all are in lower case already, which is cheaper to see than to make. */
function lowered(text: string): string {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127 || (code >= 65 && code <= 90)) return text.toLowerCase();
  }
  return text;
}

function complaintAbout(purl: Purl): PurlError | undefined {
  const rules = rulesOf(purl.type);
  if (rules === undefined) return undefined;
  if (rules.namespace === 'required' && purl.namespace === undefined)
    return new PurlError('no-namespace', `a ${purl.type} purl has a namespace`);
  if (rules.namespace === 'prohibited' && purl.namespace !== undefined)
    return new PurlError('namespace-prohibited', `a ${purl.type} purl has no namespace`);
  const missing = rules.needs?.find((key) => purl.qualifiers?.[key] === undefined);
  if (missing !== undefined) return new PurlError('bad-qualifier', `a ${purl.type} purl has the qualifier ${missing}`);
  const complaint = rules.complain?.(purl);
  return complaint === undefined ? undefined : new PurlError('bad-name', complaint);
}

/** Sorted by key, without those that have no value. */
function formattedQualifiers(qualifiers: Readonly<Record<string, string>>): string {
  let text = '';
  for (const key of Object.keys(qualifiers).sort()) {
    const value = qualifiers[key];
    if (value !== undefined && value !== '') text += `${text === '' ? '?' : '&'}${lowered(key)}=${encoded(value)}`;
  }
  return text;
}

function isType(text: string): boolean {
  return /^[a-z][a-z0-9.-]*$/.test(text);
}

function isQualifierKey(text: string): boolean {
  return /^[a-z][a-z0-9._-]*$/.test(text);
}

function trimSlashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === SLASH) start++;
  while (end > start && text.charCodeAt(end - 1) === SLASH) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function brief(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
