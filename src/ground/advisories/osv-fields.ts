/** What an OSV record may hold at most, in bytes, characters and entries. */
export const limits = {
  bytes: 16 * 1024 * 1024,
  id: 128,
  aliases: 200,
  affected: 20_000,
  versions: 200_000,
  ranges: 20_000,
  events: 100_000,
  name: 1024,
  version: 256,
  summary: 500,
  details: 4000,
  references: 20,
  url: 1000,
  symbols: 500,
  symbol: 300,
};

export type JsonObject = Readonly<Record<string, unknown>>;

/** In words for people, each with the place in the record; at most ten. */
export class Problems {
  readonly list: string[] = [];

  add(place: string, what: string): void {
    if (this.list.length < 10) this.list.push(`${place} ${what}`);
  }
}
export function identifiers(value: unknown, place: string, problems: Problems): string[] {
  const found = list(value, place, limits.aliases, problems)
    .map((entry) => text(entry, limits.id))
    .filter((entry) => entry !== undefined);
  return unique(found, (entry) => entry);
}

/** At most `most` of a list; absent and null are empty. */
export function list(value: unknown, place: string, most: number, problems: Problems): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.add(place, 'is no list');
    return [];
  }
  if (value.length <= most) return value;
  problems.add(place, `has more than ${most} entries: the rest is left out`);
  return value.slice(0, most);
}

export function fits(value: unknown, most: number): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length <= most);
}

/** A text that is not empty, not longer than that, and has no control characters. */
export function text(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  return trimmed === '' || trimmed.length > most || /[\u0000-\u001f\u007f]/.test(trimmed)
    ? undefined
    : trimmed.toWellFormed();
}

export function cut(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const whole = value.trim();
  return (whole.length <= most ? whole : `${whole.slice(0, most - 1)}…`).toWellFormed();
}

/** RFC 3339 in milliseconds since 1970; 0 for what is none, and for Go's zero time. */
export function instant(value: unknown): number {
  if (typeof value !== 'string' || value.length > 40 || !/^\d{4}-\d\d-\d\d[Tt ]/.test(value)) return 0;
  const at = Date.parse(value);
  return Number.isNaN(at) || at < 0 ? 0 : at;
}

export function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Map<string, Item>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
