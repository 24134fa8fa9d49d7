import type { Instant } from './instant.ts';

// RFC 3339 section 5.6, with a capital T and Z, as everybody writes it.
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const bareDate = /^\d{4}-\d{2}-\d{2}$/;
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The end that a person wrote: an instant with any offset, or a bare date, which ends at 24:00 UTC of that day.
 * Returns undefined for anything else, for a date that no calendar has too (30 February).
 */
export function endOfLease(text: string): Instant | undefined {
  const isDate = bareDate.test(text);
  if (!isDate && !dateTime.test(text)) return undefined;
  // Date accepts the 30th of February and calls it the 1st or 2nd of March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00.000Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined;
  const end = isDate ? day.getTime() + 24 * 60 * 60 * 1000 : Date.parse(text);
  return Number.isNaN(end) || end < 0 || end > lastInstant ? undefined : (new Date(end).toISOString() as Instant); // toISOString() is this format
}
