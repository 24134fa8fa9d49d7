const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** "3 days ago", "in 2 weeks": the largest unit that fits once. */
export function relativeTime(at: string, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return seconds > 0 ? 'in a moment' : 'just now';
}

/** "22 Nov 2026, 10:32" in UTC. */
export function absoluteTime(at: string): string {
  return absolute.format(new Date(at));
}

/** "1 December". */
export function dayOf(at: string): string {
  return day.format(new Date(at));
}

/** A time, relative for the eye, exact for the pointer and for machines. */
export function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={`${absoluteTime(at)} UTC`}>
      {relativeTime(at)}
    </time>
  );
}
