import { z } from 'zod';

/** A moment in UTC as RFC 3339 has it, to the millisecond: `2026-11-22T10:32:00.000Z`. */
export const Instant = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** Where the time comes from; tests hand in their own. */
export type Clock = () => Instant;

export const now: Clock = () => new Date().toISOString() as Instant; // toISOString() is this format

const bareDate = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The end that a person wrote: an instant with any offset, or a bare date, which ends at 24:00 UTC of that day.
 * Returns undefined for anything else, for a date that no calendar has too (30 February).
 */
export function endOfLease(text: string): Instant | undefined {
  const isDate = bareDate.test(text);
  const date = new Date(isDate ? `${text}T00:00:00.000Z` : text);
  if (Number.isNaN(date.getTime())) return undefined;
  if (!isDate) return z.iso.datetime({ offset: true }).safeParse(text).success ? (date.toISOString() as Instant) : undefined;
  if (date.toISOString().slice(0, 10) !== text) return undefined;
  return new Date(date.getTime() + 24 * 60 * 60 * 1000).toISOString() as Instant;
}
