import type { Unwrapper } from './decode/unwrapper.ts';
import type { Scanner } from './scanner.ts';

/** A text with more places to look at is looked at whole. */
const mostSpots = 8192;

/**
 * AnalyzerSession.skim: a spot for each place in the regions where a rule's anchor begins, and, before them, one for all of the text
 * when something that is encoded in it could hold a secret. That one lasts until any byte changes: what a change does to a long run of
 * digits far away is not told by what stands around it.
 */
export function skimText(
  text: Uint8Array,
  regions: Uint32Array,
  scanner: Scanner,
  unwrapper: Unwrapper,
): Uint32Array | undefined {
  const spots = scanner.spots(text, regions, mostSpots);
  if (spots === undefined || !holdsEncoded(text, unwrapper)) return spots;
  return Uint32Array.from([regions[0]!, 0, text.length, 1, ...spots]);
}

function holdsEncoded(text: Uint8Array, unwrapper: Unwrapper): boolean {
  const { layers, gaveUp, stoppedAt } = unwrapper.unwrap(text, Infinity);
  return layers.length > 0 || gaveUp.length > 0 || stoppedAt !== undefined;
}
