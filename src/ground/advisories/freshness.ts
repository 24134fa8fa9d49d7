import type { SourceState } from './manifest.ts';

/**
 * Whether silence about packages of a kind (see packageKindOf) means something.
 * - `fresh`: every source of the kind was checked within its limit; `at`: the one that was longest ago;
 * - `stale`: `source` was not;
 * - `none`: no source has all that is published about the kind.
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

export function standingOf(sources: readonly SourceState[], packageKind: string, now: number): Standing {
  const speaking = sources.filter((source) => source.kind === 'advisories' && speaksOf(source, packageKind));
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

/** A dump of one ecosystem has records that name packages of others too, and by far not all of those. */
function speaksOf({ types, wholeOf }: SourceState, packageKind: string): boolean {
  if (wholeOf === undefined) return types.includes(packageKind);
  return wholeOf.includes(packageKind) && types.includes(packageKind.replace(/\/.*$/s, ''));
}
