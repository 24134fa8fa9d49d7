import type { Context } from '../context.ts';
import { type Span, textOf } from '../text.ts';
import type { Candidate, Form } from './features.ts';
import type { FileKind } from './file-kind.ts';

/**
 * How a rule says that its values stand. `text`: in quotes, as an argument or bare, which is told from what stands around.
 */
export const scoredForms = ['text', 'header', 'query', 'option', 'sql', 'argument'] as const;
export type Scored = (typeof scoredForms)[number];

/** Where a value stands. */
interface Place {
  readonly bytes: Uint8Array;
  /** Of the value. */
  readonly span: Span;
  /** Where the match begins: at the name, or before it. */
  readonly start: number;
  readonly kind: FileKind;
  readonly context: Context | undefined;
}

export function candidateOf(
  value: string,
  name: string | undefined,
  doubtful: boolean,
  scored: Scored,
  { bytes, span, start, kind, context }: Place,
): Candidate {
  const form = scored === 'text' ? formOf(bytes, span, start) : scored;
  return {
    value,
    // Elsewhere the place says what it is, and what stands before is a function, or nothing.
    name: scored === 'text' || scored === 'query' ? name : undefined,
    form,
    kind,
    context,
    doubtful,
    isExpression: form === 'bare' && isCode(kind) && !isInString(bytes, start),
    isMinified: lineLength(bytes, span) > longestLine,
  };
}

/** Told from the bytes alone: a word or two, as what is issued hardly ever is. */
export function isWord({ bytes, span }: Pick<Place, 'bytes' | 'span'>): boolean {
  if (span.end - span.start >= 16) return false;
  for (let at = span.start; at < span.end; at += 1) if (!isLetter(bytes[at]!)) return false;
  return true;
}

function isLetter(byte: number): boolean {
  return (byte | 32) >= 97 && (byte | 32) <= 122;
}

/**
 * Told from the bytes alone, since code is full of them: a variable, a member or a call where a value could stand, `token = next(stream)`.
 * Where code is written, what is without quotes and digits is no text.
 */
export function isPlainCode({ bytes, span, start, kind }: Pick<Place, 'bytes' | 'span' | 'start' | 'kind'>): boolean {
  const before = bytes[span.start - 1];
  const isElement = before === 62 && bytes[span.start - 2] !== 61; // <password>…
  if (!isCode(kind) || isQuote(before) || isElement || isOption(bytes, start)) return false;
  for (let at = span.start; at < span.end; at += 1) {
    const byte = bytes[at]!;
    if (byte >= 48 && byte <= 57) return false;
    if (byte === 40) return true; // a call, whatever its arguments are
  }
  return true;
}

/** --db-password: the match begins inside. */
export function isOption(bytes: Uint8Array, start: number): boolean {
  let at = start - 1;
  while (at > 0 && start - at < 24 && (isLetter(bytes[at]!) || bytes[at] === 45)) at -= 1;
  return bytes[at + 1] === 45 && bytes[at + 2] === 45;
}

function isCode(kind: FileKind): boolean {
  return kind === 'source' || kind === 'generated' || kind === 'stylesheet';
}

/**
 * The end of a value without quotes: where it stands within a line, as in a connection string, what follows a comma, a semicolon or an
 * ampersand is the next part. At the begin of its line all of the line belongs to it.
 */
export function endOfBare({ bytes, span, start }: Pick<Place, 'bytes' | 'span' | 'start'>): number {
  if (isQuote(bytes[span.start - 1])) return span.end;
  // What a statement or a declaration ends with is no part of it anywhere.
  const end = isSeparator(bytes[span.end - 1]) ? span.end - 1 : span.end;
  for (let at = span.start; at < end; at += 1) {
    if (isSeparator(bytes[at]) || bytes[at] === 38) return beginsLine(bytes, start) ? end : at;
  }
  return end;
}

function isSeparator(byte: number | undefined): boolean {
  return byte === 44 || byte === 59;
}

function beginsLine(bytes: Uint8Array, start: number): boolean {
  const line = bytes.subarray(Math.max(0, start - 120), start);
  const before = textOf(line, { start: line.lastIndexOf(10) + 1, end: line.length });
  return /^[\s\-"'{#;/]*(?:(?:export|env|arg|set|setx|local|declare -x|\$env:)[ \t]*)?[\w.-]*$/i.test(before);
}

/** One of several texts in quotes, of which none is assigned to another: ['accessToken', 'refreshToken']. But put('token', '…') is. */
export function isListed({ bytes, span, start }: Pick<Place, 'bytes' | 'span' | 'start'>): boolean {
  const comma = bytes.subarray(Math.max(start, span.start - 8), span.start).lastIndexOf(44);
  if (comma < 0) return false;
  const between = textOf(bytes, { start: Math.max(start, span.start - 16), end: span.start });
  if (!/["'`][ \t]*,[ \t]*[a-zA-Z@$]{0,2}\\?["'`]$/.test(between)) return false;
  return !/\([ \t]*\\?["'`][\w.$-]*$/.test(textOf(bytes, { start: Math.max(0, start - 60), end: start }));
}

function formOf(bytes: Uint8Array, { start }: Span, matchStart: number): Form {
  let at = start - 1;
  if (!isQuote(bytes[at])) {
    const before = textOf(bytes, { start: Math.max(0, matchStart - 40), end: matchStart });
    return /--?[A-Za-z-]*$/.test(before) ? 'option' : /[?&][\w.-]*$/.test(before) ? 'query' : 'bare';
  }
  at -= 1;
  while (at >= 0 && start - at < 24 && /[\\A-Za-z@ \t]/.test(String.fromCharCode(bytes[at]!))) at -= 1;
  return bytes[at] === 40 || bytes[at] === 44 ? 'argument' : 'quoted';
}

function isQuote(byte: number | undefined): boolean {
  return byte === 34 || byte === 39 || byte === 96;
}

/** A quote that opened before on the line has not closed: text, not code. */
function isInString(bytes: Uint8Array, end: number): boolean {
  const line = bytes.subarray(Math.max(0, end - 400), end);
  let open = 0;
  for (let at = line.lastIndexOf(10) + 1; at < line.length; at += 1) {
    const byte = line[at]!;
    if (byte === 92) at += 1;
    else if (isQuote(byte)) open = open === 0 ? byte : open === byte ? 0 : open;
  }
  return open !== 0;
}

/** People write shorter ones. */
const longestLine = 1200;

/** Of the line around the value; no further than it matters. */
function lineLength(bytes: Uint8Array, { start, end }: Span): number {
  const before = bytes.subarray(Math.max(0, start - longestLine), start);
  const after = bytes.subarray(end, end + longestLine);
  const newline = after.indexOf(10);
  return before.length - 1 - before.lastIndexOf(10) + (newline < 0 ? after.length : newline) + end - start;
}
