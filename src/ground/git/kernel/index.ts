// Reads what stands in packs: inflates, applies deltas, and says what of an object is other than in its base. AssemblyScript;
// tools/build/packs.ts compiles it.
//
// Memory: up to 0x4000 the compiler's, up to 0x10000 tables (inflate.ts), from there on whatever the caller lays out: it
// hands over addresses, and sees to it that there is room.
export { inflate, streamEnd } from './inflate';
export { applyDelta, costOf, deltaBaseSize, deltaResultSize, keptSpots, liveDigest, liveSpots, mergeSpots, readSizes, regionCount } from './delta';
