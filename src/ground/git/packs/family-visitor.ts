import type { UnpackFailure } from './entry-reader.ts';

/** Is shown the objects of a family, each after its base. Texts and regions are the unpacker's memory: valid until the call returns. */
export interface FamilyVisitor {
  /** Whether the object, or something that is a delta of it, is wanted. */
  wants?(object: number): boolean;
  /**
   * `regions`: pairs of start and end, outside of which the spots of its base still hold; undefined: nothing is known of it.
   * `kept`: those spots. Returns the spots in the regions, four numbers each, in rising order; undefined when there are too many to be kept.
   */
  see(object: number, text: Uint8Array, regions: Uint32Array | undefined, kept: Uint32Array): Uint32Array | undefined;
  /** Told of all spots of the text, those that were carried over included; undefined: there are too many. */
  weigh?(object: number, text: Uint8Array, spots: Weighed | undefined): void;
  /** Given all spots instead. */
  settle?(object: number, spots: Uint32Array | undefined): void;
  fail(object: number, failure: UnpackFailure): void;
}

export interface Weighed {
  /** How many spots are live. */
  readonly live: number;
  /** What the others cost. */
  readonly cost: number;
  /** Whether the live ones are those of its base, all of them, and no others. */
  readonly isAsBase: boolean;
}
