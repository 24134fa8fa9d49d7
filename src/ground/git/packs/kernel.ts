/** The exports of src/ground/git/kernel, and the memory that it works in. */
export interface PackKernel {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  /** Sees to it that memory reaches up to that address; false beyond what it may take. Views from before are void then. */
  reserve(end: number): boolean;
  /** Returns the inflated size; -1 for a damaged stream. */
  readonly inflate: Exports['inflate'];
  readonly readSizes: Exports['readSizes'];
  deltaSizes(): { readonly baseSize: number; readonly resultSize: number };
  readonly applyDelta: Exports['applyDelta'];
  counts(): { readonly keptSpots: number; readonly regionCount: number };
  readonly mergeSpots: Exports['mergeSpots'];
  readonly costOf: Exports['costOf'];
  liveSpots(): number;
  liveDigest(): number;
}

interface Exports {
  readonly inflate: (from: number, end: number, to: number, room: number) => number;
  readonly readSizes: (delta: number, end: number) => number;
  readonly applyDelta: (
    base: number,
    baseSize: number,
    from: number,
    end: number,
    to: number,
    size: number,
    spots: number,
    spotCount: number,
    kept: number,
    mostKept: number,
    regions: number,
    mostRegions: number,
  ) => number;
  readonly mergeSpots: (kept: number, keptCount: number, fresh: number, freshCount: number) => number;
  readonly costOf: (spots: number, count: number) => number;
  readonly deltaBaseSize: { readonly value: number };
  readonly deltaResultSize: { readonly value: number };
  readonly keptSpots: { readonly value: number };
  readonly regionCount: { readonly value: number };
  readonly liveSpots: { readonly value: number };
  readonly liveDigest: { readonly value: number };
}

const page = 65_536;

export function openPackKernel(wasm: Uint8Array, initialBytes: number, mostBytes: number): PackKernel {
  const mostPages = Math.floor(mostBytes / page);
  const memory = new WebAssembly.Memory({
    initial: Math.min(mostPages, Math.ceil(initialBytes / page)),
    maximum: mostPages,
  });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), { env: { memory } });
  const kernel = instance.exports as unknown as Exports; // kernel/index.ts exports these; the tests run them
  const state = { bytes: new Uint8Array(memory.buffer), words: new Uint32Array(memory.buffer) };
  return {
    get bytes() {
      return state.bytes;
    },
    get words() {
      return state.words;
    },
    reserve(end) {
      if (end <= state.bytes.length) return true;
      // By half as much again, so that a growing text does not grow memory at each step.
      const pages = Math.min(mostPages, Math.ceil((end * 1.5) / page));
      if (pages * page < end) return false;
      memory.grow(pages - state.bytes.length / page);
      state.bytes = new Uint8Array(memory.buffer);
      state.words = new Uint32Array(memory.buffer);
      return true;
    },
    inflate: kernel.inflate,
    readSizes: kernel.readSizes,
    deltaSizes: () => ({ baseSize: kernel.deltaBaseSize.value, resultSize: kernel.deltaResultSize.value }),
    applyDelta: kernel.applyDelta,
    counts: () => ({ keptSpots: kernel.keptSpots.value, regionCount: kernel.regionCount.value }),
    mergeSpots: kernel.mergeSpots,
    costOf: kernel.costOf,
    liveSpots: () => kernel.liveSpots.value,
    liveDigest: () => kernel.liveDigest.value,
  };
}
