import type { Found } from './decode/found.ts';

/** A finding to be, with the other half of the credential where that stands close by. */
export interface Whole {
  readonly secret: Found;
  readonly partner: Found | undefined;
}

/**
 * One for each credential: an id (a rule whose `partner` says `is: id`) is told with the secret that belongs to it, and not beside it. Two
 * secrets that are used together stay two, since each is revoked by itself. `all` in order of position.
 */
export function wholes(all: readonly Found[]): Whole[] {
  const secretOf = new Map<Found, Found>();
  const idOf = new Map<Found, Found>();
  for (const [index, id] of all.entries()) {
    if (id.rule.partner?.is !== 'id') continue;
    const secret = nearest(all, index, (other) => !idOf.has(other) && other.rule.partner?.is !== 'id');
    if (secret === undefined) continue;
    idOf.set(secret, id);
    secretOf.set(id, secret);
  }
  return all.flatMap((secret, index) =>
    secretOf.has(secret) ? [] : [{ secret, partner: idOf.get(secret) ?? nearest(all, index, () => true) }],
  );
}

/** Of those that the rule names, or that name the rule, and stand close enough: the former first, then the closer one. */
function nearest(all: readonly Found[], index: number, fits: (other: Found) => boolean): Found | undefined {
  const one = all[index]!;
  let best: { readonly found: Found; readonly rank: number } | undefined;
  for (const other of around(all, index)) {
    const within = reach(one, other);
    const distance = Math.abs(other.origin.start - one.origin.start);
    if (within === undefined || distance > within || !fits(other)) continue;
    const rank = distance + (other.rule.id === one.rule.partner?.rule ? 0 : farthest);
    if (best === undefined || rank < best.rank) best = { found: other, rank };
  }
  return best?.found;
}

/** How far apart two halves may stand; undefined when these are none. */
function reach(one: Found, other: Found): number | undefined {
  if (one.rule.partner?.rule === other.rule.id) return one.rule.partner.within;
  return other.rule.partner?.rule === one.rule.id && other.rule.partner.is === 'id'
    ? other.rule.partner.within
    : undefined;
}

/** The limit of `within` in a rule, in bytes. */
const farthest = 5000;

function* around(all: readonly Found[], index: number): Iterable<Found> {
  const at = all[index]!.origin.start;
  for (let next = index - 1; next >= 0 && at - all[next]!.origin.start <= farthest; next -= 1) yield all[next]!;
  for (let next = index + 1; next < all.length && all[next]!.origin.start - at <= farthest; next += 1) yield all[next]!;
}
