import type { Layer, Unwrapper } from './decode/unwrapper.ts';
import type { Scanner } from './scanner.ts';

/** A text with more places to look at is looked at whole. */
const mostSpots = 65_536;
/** A text in which more is encoded is a dump. */
const mostEncoded = 256;
/** Further from a match than this nothing has a say in what it is taken for (SPOT_AROUND of the kernel). */
const around = 8192;

/**
 * AnalyzerSession.skim: a spot for each place in the regions where a rule's anchor begins. What is encoded is looked for in all of the
 * text each time, since what a change does to a long run of digits is not told by what stands around it; each match in it is a spot
 * that goes by the bytes around it, so that it is known again in the next version.
 */
export class Skimmer {
  private readonly scanner: Scanner;
  private readonly unwrapper: Unwrapper;
  /** Nobody who writes a file can tell which number its bytes get. */
  private readonly seed = process.getBuiltinModule('node:crypto').randomBytes(16);

  constructor(scanner: Scanner, unwrapper: Unwrapper) {
    this.scanner = scanner;
    this.unwrapper = unwrapper;
  }

  skim(text: Uint8Array, regions: Uint32Array): Uint32Array | undefined {
    const spots = this.scanner.spots(text, regions, mostSpots);
    if (spots === undefined) return undefined;
    const { layers, gaveUp, stoppedAt } = this.unwrapper.unwrap(text, Infinity);
    // Less was seen than there is.
    if (gaveUp.length > 0 || stoppedAt !== undefined || layers.length > mostEncoded) return undefined;
    return layers.length === 0
      ? spots
      : merged(
          spots,
          layers.flatMap((layer) => this.spotsOf(layer, text)),
        );
  }

  private spotsOf(layer: Layer, text: Uint8Array): Spot[] {
    const { encoded, matches } = layer;
    const from = Math.max(0, encoded.start - around);
    const to = Math.min(text.length, encoded.end + around);
    const { createHash } = process.getBuiltinModule('node:crypto');
    const digest = createHash('sha256').update(this.seed).update(text.subarray(from, to)).digest();
    return matches.map((match): Spot => {
      const at = layer.originOf(match).start;
      return [at, from, to, (((digest.readUInt32LE(0) ^ Math.imul(at - from, 0x9e3779b1)) << 2) | 3) >>> 0];
    });
  }
}

type Spot = readonly [at: number, from: number, to: number, what: number];

function merged(spots: Uint32Array, others: readonly Spot[]): Uint32Array {
  const all: Spot[] = Array.from({ length: spots.length / 4 }, (_, i): Spot => {
    const [at, from, to, what] = spots.subarray(4 * i, 4 * i + 4);
    return [at!, from!, to!, what!];
  });
  const sorted = [...all, ...others].sort((a, b) => a[0] - b[0] || a[3] - b[3]);
  return Uint32Array.from(sorted.flat());
}
