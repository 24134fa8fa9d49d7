import { FeedError } from './feed-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A whole JSON text in UTF-8. @throws FeedError `truncated`, `damaged`, with the place. */
export function parseJson(bytes: Uint8Array, file: string): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new FeedError('damaged', file, 'it is not UTF-8', { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    const at = /at position (\d+)(?: \(line (\d+) column (\d+)\))?/.exec(said);
    const isShort = /^Unexpected end|^Unterminated string/.test(said) || Number(at?.[1] ?? -1) >= text.trimEnd().length;
    if (isShort) {
      const lines = text.split('\n');
      const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
      throw new FeedError('truncated', file, 'the JSON ends before its end', { place, cause });
    }
    // V8 tells of a short text no place.
    const place =
      at === null ? 'line 1' : at[2] === undefined ? `character ${at[1]}` : `line ${at[2]}, column ${at[3]}`;
    throw new FeedError('damaged', file, 'it is no JSON', { place, cause });
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isObject) : [];
}

/** A text that is not empty nor longer than that, without control characters. */
export function textIn(value: unknown, most = 500): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replaceAll(/[\p{Cc}]+/gu, ' ').trim();
  return text === '' ? undefined : text.slice(0, most).toWellFormed();
}

/** RFC 3339 or a plain date, in milliseconds since 1970; 0: none. */
export function instantIn(value: unknown): number {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d(?:$|[Tt ])/.test(value) || value.length > 40) return 0;
  const at = Date.parse(value);
  return Number.isNaN(at) || at < 0 ? 0 : at;
}

/** `2026-11-22`; undefined for what is no such day. */
export function dateIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && instantIn(value) > 0 ? value : undefined;
}
