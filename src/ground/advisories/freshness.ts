import type { SourceState } from './manifest.ts';

/**
 * Whether silence about packages of a type means something.
 * - `fresh`: every source of the type was checked within its limit; `at`: the one that was longest ago;
 * - `stale`: `source` was not;
 * - `none`: no source speaks of the type, or only partial ones do.
 * Times in milliseconds since 1970.
 */
export type Standing =
  | { readonly kind: 'fresh'; readonly at: number }
  | {
      readonly kind: 'stale';
      readonly at: number;
      readonly ageHours: number;
      readonly limitHours: number;
      readonly source: string;
    }
  | { readonly kind: 'none' };

const hour = 3_600_000;

export function standingOf(sources: readonly SourceState[], type: string, now: number): Standing {
  const speaking = sources.filter(({ kind, types }) => kind === 'advisories' && types.includes(type));
  if (speaking.every(({ partial }) => partial === true)) return { kind: 'none' };
  let oldest = Number.POSITIVE_INFINITY;
  let stale: Extract<Standing, { kind: 'stale' }> | undefined;
  for (const { id, checkedAt, limitHours } of speaking) {
    const ageHours = Math.max(0, (now - checkedAt) / hour);
    oldest = Math.min(oldest, checkedAt);
    if (ageHours > limitHours && (stale === undefined || checkedAt < stale.at))
      stale = { kind: 'stale', at: checkedAt, ageHours: Math.floor(ageHours), limitHours, source: id };
  }
  return stale ?? { kind: 'fresh', at: oldest };
}
