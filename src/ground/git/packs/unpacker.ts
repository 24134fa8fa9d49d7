import { arenaAt, EntryReader, slack, type UnpackFailure } from './entry-reader.ts';
import type { FamilyVisitor } from './family-visitor.ts';
import { openPackKernel, type PackKernel } from './kernel.ts';
import { readLoose } from './loose-objects.ts';
import { type ObjectTable, oidOf, unsized } from './object-table.ts';

/** What an unpacker may spend. */
export interface UnpackLimits {
  /** Larger objects are not unpacked, nor what is a delta of them. */
  readonly objectBytes: number;
  /** All of an unpacker's memory. */
  readonly memoryBytes: number;
}

/** One object's text on the way down a family. */
interface Level {
  readonly address: number;
  readonly length: number;
  readonly spots: number;
  /** -1: nothing is known of the text. */
  readonly spotCount: number;
  /** How many of them are live, and which. */
  readonly live: number;
  readonly digest: number;
  /** Where what is built from it goes. */
  readonly free: number;
  nextChild: number;
}

/** A text that was just built: behind it the spots that it kept. */
interface Built {
  readonly object: number;
  readonly address: number;
  readonly size: number;
  readonly spotsAt: number;
  readonly kept: number;
  readonly base?: Level;
  /** Absent: nothing is known of the text. */
  readonly regions?: Uint32Array;
}

const initialBytes = 16 * 1024 * 1024;
const mostSpots = 65_536;
const spotBytes = 16;
const mostRegions = 1024;
const nothing = new Uint32Array(0);

/**
 * Unpacks objects with their deltas: each entry is inflated once, and each object built once from its base while that is still in
 * memory. One per thread. Nothing that it is shown is trusted; what is damaged is a failure of that object and its deltas.
 */
export class Unpacker {
  private readonly table: ObjectTable;
  private readonly limits: UnpackLimits;
  private readonly kernel: PackKernel;
  private readonly entries: EntryReader;
  private nextLive = 0;

  constructor(table: ObjectTable, wasm: Uint8Array, limits: UnpackLimits) {
    this.table = table;
    this.limits = limits;
    this.kernel = openPackKernel(wasm, initialBytes, limits.memoryBytes);
    this.entries = new EntryReader(table, this.kernel);
  }

  close(): void {
    this.entries.close();
  }

  /** Shows the whole object `root`, and all that are deltas of it, first to last, each once. */
  visit(root: number, visitor: FamilyVisitor): void {
    const levels: Level[] = [];
    const first = this.open(root, visitor);
    if (first !== undefined) levels.push(first);
    for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
      const child = level.nextChild;
      if (child === -1) {
        levels.pop();
        continue;
      }
      level.nextChild = this.table.nextSiblings[child]!;
      if (visitor.wants?.(child) === false) continue;
      const next = this.build(level, child, visitor);
      if (next !== undefined) levels.push(next);
    }
  }

  /** One object, through as many bases as it has; valid until the next call. */
  read(object: number): Uint8Array | UnpackFailure {
    const chain = new Set([object]);
    let root = object;
    while (this.table.bases[root]! >= 0) {
      root = this.table.bases[root]!;
      if (chain.has(root)) return 'damaged';
      chain.add(root);
    }
    let result: Uint8Array | UnpackFailure = 'damaged';
    this.visit(root, {
      wants: (one) => chain.has(one),
      see: (one, text) => {
        if (one === object) result = text;
        return undefined;
      },
      fail: (_, failure) => {
        result = failure;
      },
    });
    return result;
  }

  private open(root: number, visitor: FamilyVisitor): Level | undefined {
    const size = this.table.sizes[root]!;
    const failure = this.load(root, size);
    if (typeof failure === 'string') {
      this.failAll(root, failure, visitor);
      return undefined;
    }
    return this.settle({ object: root, address: arenaAt, size, spotsAt: arenaAt + size + slack, kept: 0 }, visitor);
  }

  /** Puts a whole object to the beginning of the arena. */
  private load(root: number, size: number): UnpackFailure | undefined {
    if (size > this.limits.objectBytes || size === unsized) return 'too-large';
    if (root >= this.table.firstLoose) return this.loadLoose(root, size);
    if (this.table.bases[root] !== -1) return 'damaged';
    if (!this.kernel.reserve(arenaAt + size + slack + spotRoom + regionRoom)) return 'out-of-memory';
    return this.entries.inflate(root, arenaAt, size, arenaAt + size + slack);
  }

  private loadLoose(root: number, size: number): UnpackFailure | undefined {
    try {
      const bytes = readLoose(this.table.objectsFolder, oidOf(this.table, root), size);
      if (!this.kernel.reserve(arenaAt + size + slack + spotRoom + regionRoom)) return 'out-of-memory';
      this.kernel.bytes.set(bytes, arenaAt);
      return undefined;
    } catch (error) {
      return error instanceof RangeError ? 'damaged' : 'unreadable';
    }
  }

  private build(base: Level, object: number, visitor: FamilyVisitor): Level | undefined {
    const built = this.applied(base, object);
    if (typeof built === 'string') {
      this.failAll(object, built, visitor);
      return undefined;
    }
    const { address, size, spots } = built;
    const { regionCount, keptSpots } = this.kernel.counts();
    const regions =
      regionCount < 0
        ? undefined
        : this.kernel.words.subarray((spots + spotRoom) / 4, (spots + spotRoom) / 4 + 2 * regionCount);
    const kept = regions === undefined ? 0 : keptSpots;
    return this.settle({ object, address, size, spotsAt: spots, kept, base, ...(regions && { regions }) }, visitor);
  }

  /** Inflates the delta at the far end of memory, and builds the object behind its base. */
  private applied(
    base: Level,
    object: number,
  ): { readonly address: number; readonly size: number; readonly spots: number } | UnpackFailure {
    const deltaSize = this.table.sizes[object]!;
    if (deltaSize > this.limits.objectBytes) return 'too-large';
    const address = base.free;
    // Twice at most: its size is known when the delta is inflated.
    for (let room = base.length + deltaSize; ;) {
      const needed = address + room + 2 * slack + spotRoom + regionRoom + deltaSize + slack;
      if (!this.kernel.reserve(needed)) return 'out-of-memory';
      const delta = (this.kernel.bytes.length - deltaSize - slack) & ~15;
      const failure = this.entries.inflate(object, delta, deltaSize, address);
      if (failure !== undefined) return failure;
      const instructions = this.kernel.readSizes(delta, delta + deltaSize);
      const { baseSize, resultSize } = this.kernel.deltaSizes();
      if (instructions === 0 || baseSize !== base.length) return 'damaged';
      if (resultSize > this.limits.objectBytes) return 'too-large';
      if (resultSize > room) {
        room = resultSize;
        continue;
      }
      const spots = align(address + resultSize + slack);
      const fits = this.kernel.applyDelta(
        base.address,
        base.length,
        instructions,
        delta + deltaSize,
        address,
        resultSize,
        base.spots,
        base.spotCount,
        spots,
        mostSpots,
        spots + spotRoom,
        mostRegions,
      );
      return fits ? { address, size: resultSize, spots } : 'damaged';
    }
  }

  /** Shows the object, and keeps what was said of it. */
  private settle({ object, address, size, spotsAt, kept, base, regions }: Built, visitor: FamilyVisitor): Level {
    const text = this.kernel.bytes.subarray(address, address + size);
    const spots = align(spotsAt);
    const nextChild = this.table.firstChildren[object]!;
    let fresh = regions?.length === 0 ? nothing : visitor.see(object, text, regions, this.spotsAt(spots, kept));
    if (fresh !== undefined && fresh.length > 4 * mostSpots) {
      if (regions !== undefined) visitor.see(object, text, undefined, nothing);
      fresh = undefined;
    }
    if (fresh === undefined) {
      visitor.weigh?.(object, text, undefined);
      visitor.settle?.(object, undefined);
      return { address, length: size, spots, spotCount: -1, live: 0, digest: 0, free: spots, nextChild };
    }
    let count = kept;
    if (fresh.length > 0) {
      const scratch = spots + spotRoom;
      this.kernel.words.set(fresh, scratch / 4);
      if (visitor.weigh !== undefined) this.numberLive(scratch / 4, fresh.length);
      count = this.kernel.mergeSpots(spots, kept, scratch, fresh.length / 4);
    }
    const cost = visitor.weigh === undefined || count === 0 ? 0 : this.kernel.costOf(spots, count);
    const live = visitor.weigh === undefined || count === 0 ? 0 : this.kernel.liveSpots();
    const digest = live === 0 ? 0 : this.kernel.liveDigest();
    const isAsBase = base !== undefined && base.spotCount >= 0 && live === base.live && digest === base.digest;
    visitor.weigh?.(object, text, { live, cost, isAsBase });
    visitor.settle?.(object, this.spotsAt(spots, count));
    return { address, length: size, spots, spotCount: count, live, digest, free: spots + count * spotBytes, nextChild };
  }

  /** New live spots that have no number get one, by which those that are carried over are told from them. */
  private numberLive(at: number, length: number): void {
    const { words } = this.kernel;
    for (let i = at + 3; i < at + length; i += 4) if (words[i] === 1) words[i] = (this.nextLive++ << 2) | 1;
  }

  private spotsAt(address: number, count: number): Uint32Array {
    return count === 0 ? nothing : this.kernel.words.subarray(address / 4, address / 4 + 4 * count);
  }

  private failAll(object: number, failure: UnpackFailure, visitor: FamilyVisitor): void {
    const open = [object];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      visitor.fail(one, failure);
      for (let child = this.table.firstChildren[one]!; child !== -1; child = this.table.nextSiblings[child]!)
        open.push(child);
    }
  }
}

/** Room for the spots of one text: those carried over, and as many new ones. */
const spotRoom = 2 * mostSpots * spotBytes;
const regionRoom = mostRegions * 8 + mostSpots * spotBytes;

function align(address: number): number {
  return (address + 15) & ~15;
}
