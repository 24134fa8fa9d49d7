import type { Mask } from '../models/masks.ts';
import { harmful, harmless, maskOf, orMask } from '../models/masks.ts';
import { Characters, none, wordCharacters } from './characters.ts';
import { parsePattern, type PatternNode } from './parse.ts';

/** By kind of sink, the characters with which text breaks out of where it stands. For other kinds: all but word characters and `-`. */
const breaking: Readonly<Record<string, Characters>> = {
  sql: Characters.of('\'"`\\;()*/=<>%#| \t\n\r\0'),
  command: Characters.of(' \t\n\r\0;&|<>$`"\'\\()*?[]{}!~#^%'),
  argument: Characters.of(' \t\n\r-'),
  path: Characters.of('/\\\0'),
  archive: Characters.of('/\\\0'),
  html: Characters.of('<>"\'&`'),
  dom: Characters.of('<>"\'&`'),
  xml: Characters.of('<>"\'&'),
  xpath: Characters.of('\'"[]/()=@ '),
  ldap: Characters.of('()*\\\0&|!='),
  header: Characters.of('\r\n'),
  log: Characters.of('\r\n'),
  mail: Characters.of('\r\n'),
  url: Characters.of(':/?#@\\.%&'),
  redirect: Characters.of(':/\\'),
  href: Characters.of(':'),
  nosql: Characters.of('{}$\'"'),
  format: Characters.of('%{}'),
};
const others = [
  'code',
  'template',
  'regex',
  'deserialise',
  'prompt',
  'environment',
  'reflection',
  'xxe',
  'assign',
  'prototype',
  'open-external',
  'cors-origin',
];
const plain = wordCharacters.or(Characters.of('-'));
const judged = new Map<string, Mask>();

/** The kinds that text made of these characters alone is harmless for. */
export function maskOfCharacters(set: Characters): Mask {
  if (set.isEmpty) return harmless;
  const kinds = Object.entries(breaking).flatMap(([kind, bad]) => (set.and(bad).isEmpty && !set.other ? [kind] : []));
  for (const kind of ['html', 'dom', 'header', 'log', 'mail', 'path', 'archive', 'href'])
    if (!kinds.includes(kind) && set.and(breaking[kind]!).isEmpty) kinds.push(kind);
  if (!set.other && set.and(plain.not()).isEmpty) kinds.push(...others);
  return kinds.length === 0 ? harmful : maskOf(kinds);
}

/** What text is harmless for that the pattern matches. `whole`: it has to match all of it. `fromStart`: from its beginning on (Python's `match`). */
export function maskOfPattern(
  source: string,
  flags: string,
  anchors: { whole?: boolean; fromStart?: boolean } = {},
): Mask {
  const key = `${anchors.whole === true ? 2 : anchors.fromStart === true ? 1 : 0}/${flags}/${source}`;
  let mask = judged.get(key);
  if (mask === undefined) {
    mask = judge(source, flags, anchors);
    if (judged.size < 5000) judged.set(key, mask);
  }
  return mask;
}

function judge(source: string, flags: string, anchors: { whole?: boolean; fromStart?: boolean }): Mask {
  const node = parsePattern(source, flags);
  if (node === undefined || flags.includes('m')) return harmful;
  const startsAnchored = anchors.whole === true || anchors.fromStart === true || begins(node, 'start');
  if (!startsAnchored) return harmful;
  if (namesHost(node)) return orMask(ofRest(source, node, anchors), maskOf(['url', 'redirect', 'href']));
  return ofRest(source, node, anchors);
}

function ofRest(source: string, node: PatternNode, anchors: { whole?: boolean }): Mask {
  const isWhole = anchors.whole === true || ends(node);
  const mask = isWhole ? maskOfCharacters(consumed(node)) : maskOfPrefix(literalPrefix(node));
  return localPath.test(source) ? orMask(mask, maskOf(['url', 'redirect', 'href'])) : mask;
}

/** Begins with one slash that no other follows: a path on this host. */
const localPath = /^\^\\?\/(?:\(\?!\[?[^)]{0,9}\/|\[\^[^\]]{0,9}\/|\[(?:\\w|[a-zA-Z])[^\]/]*\]|\\w|[a-z\d])/;

/** What parts of a text are harmless for that the pattern matched: they have no characters but those that it takes. */
export function maskOfMatched(source: string, flags: string): Mask {
  const key = `m/${flags}/${source}`;
  let mask = judged.get(key);
  if (mask === undefined) {
    const node = parsePattern(source, flags);
    mask = node === undefined ? harmful : maskOfCharacters(consumed(node));
    if (judged.size < 5000) judged.set(key, mask);
  }
  return mask;
}

const separators = Characters.of('/?#@\\:');

/** `^https://[a-z]+\.example\.org/`: whatever stands before it, the host ends in a domain of our own, and something ends the host. */
function namesHost(node: PatternNode): boolean {
  if (node.is !== 'sequence') return false;
  const prefix = literalPrefix(node);
  if (!/^https?:\/\/$/.test(prefix)) return false;
  let tail = '';
  let seen = '';
  for (const item of node.items) {
    if (item.is === 'start') continue;
    const code = item.is === 'set' ? onlyCode(item.set) : undefined;
    if (seen !== prefix) {
      if (code !== undefined) seen += String.fromCharCode(code);
      continue;
    }
    const sign = code === undefined ? '' : String.fromCharCode(code);
    if (item.is === 'end' || sign === '/' || sign === '?' || sign === '#' || sign === ':')
      return /^\.[a-z\d-]+(?:\.[a-z\d-]+)+$/.test(tail) && sign !== ':';
    if (sign !== '') tail += sign;
    else {
      const set = consumed(item);
      if (set.other || !set.and(separators).isEmpty) return false;
      tail = '';
    }
  }
  return false;
}

function begins(node: PatternNode, what: 'start'): boolean {
  if (node.is === what) return true;
  if (node.is === 'sequence') return node.items.length > 0 && begins(node.items[0]!, what);
  return node.is === 'either' && node.options.every((option) => begins(option, what));
}

function ends(node: PatternNode): boolean {
  if (node.is === 'end') return true;
  if (node.is === 'sequence') return node.items.length > 0 && ends(node.items.at(-1)!);
  return node.is === 'either' && node.options.every(ends);
}

/** All characters that a match may have. */
function consumed(node: PatternNode): Characters {
  switch (node.is) {
    case 'set':
      return node.set;
    case 'sequence':
      return node.items.reduce((set, item) => set.or(consumed(item)), none);
    case 'either':
      return node.options.reduce((set, option) => set.or(consumed(option)), none);
    case 'repeat':
      return node.max === 0 ? none : consumed(node.item);
    case 'back':
      return none;
    default:
      return none;
  }
}

/** The text with which every match begins. */
function literalPrefix(node: PatternNode): string {
  const items = node.is === 'sequence' ? node.items : [node];
  let prefix = '';
  for (const item of items) {
    if (item.is === 'start') continue;
    const code = item.is === 'set' ? onlyCode(item.set) : undefined;
    if (code === undefined) {
      // `https?://`: what may or may not stand there changes nothing of the place behind it.
      if (item.is === 'repeat' && item.min === 0 && item.max === 1 && prefix === 'http') continue;
      break;
    }
    prefix += String.fromCharCode(code);
  }
  return prefix;
}

function onlyCode(set: Characters): number | undefined {
  if (set.other) return undefined;
  let found: number | undefined;
  for (let code = 0; code < 128; code++) {
    if (!set.has(code)) continue;
    // A letter in both cases is one letter.
    if (found !== undefined && String.fromCharCode(code).toLowerCase() !== String.fromCharCode(found).toLowerCase())
      return undefined;
    found = code;
  }
  return found === undefined ? undefined : String.fromCharCode(found).toLowerCase().charCodeAt(0);
}

const origin = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#\\\uE000@]+[/?#]/i;
const unknownBase = /^\uE000.*[/?#]/s;
const schemeOnly = /:\/\/$|^\/\/?$/;

/**
 * What text behind such a beginning is harmless for: a whole origin with its slash leaves it no say in where a request or redirect goes.
 * U+E000 stands for parts that are not known, and are judged on their own.
 */
export function maskOfPrefix(prefix: string): Mask {
  if (prefix === '') return harmful;
  let mask = harmful;
  const isAddress = origin.test(prefix) || /^(?:[a-z][a-z\d+.-]*:)?\/\/\uE000[^/?#]*[/?#]/i.test(prefix);
  if (isAddress) mask = maskOf(['url', 'redirect', 'href', 'open-external']);
  else if (/^\/[^/\\\uE000]/.test(prefix)) mask = maskOf(['url', 'redirect', 'href']);
  else if (unknownBase.test(prefix) && !schemeOnly.test(prefix))
    mask = maskOf(['url', 'redirect', 'href', 'open-external']);
  else if (/^[?#&]/.test(prefix)) mask = maskOf(['url', 'redirect', 'href']);
  else if (/^\.{0,2}\/?[\w.-]+[/?#=]/.test(prefix)) mask = maskOf(['redirect', 'href', 'url']);
  else if (/^(?:mailto|tel|data:image|blob|sms):/i.test(prefix)) mask = maskOf(['redirect', 'href']);
  // A word in front: no option of a program any more.
  if (!/^[-\s\uE000]/.test(prefix)) mask = orMask(mask, maskOf(['argument']));
  return mask;
}
