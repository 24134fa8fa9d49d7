import { spareBytes, type UnwrapKernel } from './decode/layout.ts';
import { FilesWanted } from './files.ts';
import { headerBytes, type Image, type RuleDetails } from './image.ts';
import type { Span } from './text.ts';

/** A match of a rule's pattern: nothing is known yet of its value. Positions are bytes of the scanned text. */
export interface Match {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
  /** Spans of the rule's groups, in their order; undefined for one that took no part. */
  readonly groups: readonly (Span | undefined)[];
}

export function groupOf(match: Match, rule: RuleDetails, name: string): Span | undefined {
  const index = rule.groups.indexOf(name);
  return index < 0 ? undefined : match.groups[index];
}

/** What the kernel says of where a project's rules could match, by their numbers in the project's image. */
export interface Hints {
  readonly matches: readonly Match[];
  /** Rules of which it found more than it tells, or ran out of steps. */
  readonly gaveUp: readonly number[];
  /** Behind this it did not look. */
  readonly stoppedAt?: number;
}

export interface ScanOutcome {
  readonly matches: readonly Match[];
  /** Rules that used up their budget on this text, so that what they did not see is unknown. */
  readonly gaveUp: readonly number[];
  /** Where the scan stopped early: the deadline, or the budget of all rules together. */
  readonly stoppedAt?: number;
  /** Where rules of the project could match that the kernel does not run itself. */
  readonly hints?: Hints;
}

interface Kernel extends UnwrapKernel {
  init(
    state: number,
    stack: number,
    stackBytes: number,
    memo: number,
    memoBytes: number,
    records: number,
    recordsBytes: number,
    scratch: number,
  ): void;
  begin(ruleMatches: number): void;
  place(low: number, high: number, position: number, ruleSteps: number, allSteps: number): void;
  scan(from: number, to: number): number;
  placeForSpots(low: number, high: number, position: number, textEnd: number, from: number, to: number): void;
  spotCount(): number;
  isStarved(): number;
  recordCount(): number;
  stepsRemaining(): number;
  gaveUpCount(): number;
  gaveUp(rule: number): number;
}

/** A part of a text in the kernel's memory: addresses, and the place in the text of the first. What is looked for begins from `from` to `to`. */
export interface Window {
  readonly position: number;
  readonly low: number;
  readonly from: number;
  readonly to: number;
  readonly high: number;
}

// Memory behind the image, in bytes. The text window fits a core's second-level cache.
const imageAt = 0x30800;
const stackBytes = 256 * 1024;
const memoBytes = 256 * 1024;
const recordBytes = 44;
const recordsBytes = 2048 * recordBytes;
export const chunkBytes = 1024 * 1024;
/** A match may begin this far before its anchor, and its surroundings are read. */
const backBytes = 1024;
/** Longest match. */
const aheadBytes = 65_536;
const padBytes = 128;
/** What most rules see, and enough behind a small region; a rule with a longer window has more put into memory. */
const anchorBytes = 24;
const spotAheadBytes = 6 * 1024;
const stateBytes = 28;
const offAt = 24;
const groupSlots = 4;
const none = 0xffffffff;

// Budgets of one chunk. A step of the matcher takes 4 or 5 ns; honest text takes 0.1 per byte, and a text of nothing but secrets 4. What is
// decoded comes in arenas of a quarter of a chunk, and on top of the text that it stands in.
const ruleSteps = { least: 1_000_000, perByte: 1 };
const allSteps = { least: 2_000_000, perByte: 3 };
const decodedSteps = { least: 300_000, perByte: 2 };
/** Of one file: whoever has more secrets than this in one has a dump of them. */
const usualMatchesPerRule = 1000;
/** Matches of all rules together, as a multiple of that: each costs more than a thousand bytes of text do. */
const allMatches = 10;

export class Scanner {
  /** A text that was written here, from the beginning, is scanned where it lies. It stays until the next one is written. */
  readonly lends: Uint8Array;
  readonly memory: Uint8Array;
  readonly kernel: Kernel;
  /** Memory behind the text, for decoded text. */
  readonly spareAt: number;
  /** What the matchers took for the last text, and for what is encoded in it, in steps of 1 or 2 ns. */
  steps = 0;
  private loaded: Uint8Array | undefined;
  private readonly view: DataView;
  private readonly words: Uint32Array;
  /** Made when spots are first asked for. */
  private spotsFound: Uint32Array | undefined;
  private readonly ruleCount: number;
  private readonly stateAt: number;
  private readonly filesWanted: FilesWanted;
  /** Rules that are left alone for now. */
  private leftAlone: readonly number[] = [];
  private readonly recordsAt: number;
  private readonly textAt: number;

  /** Compiles the kernel (4 kB) and copies the image into its memory. */
  constructor(wasm: Uint8Array, image: Image) {
    this.ruleCount = image.ruleCount;
    const stateAt = align(imageAt + image.kernelBytes);
    this.stateAt = stateAt;
    this.filesWanted = new FilesWanted(image.files);
    const stackAt = align(stateAt + stateBytes * image.ruleCount);
    const memoAt = stackAt + stackBytes;
    this.recordsAt = memoAt + memoBytes;
    const scratchAt = align(this.recordsAt + recordsBytes);
    this.textAt = scratchAt + 64;
    const lentAt = align(this.textAt + backBytes + chunkBytes + aheadBytes + padBytes);
    this.spareAt = align(lentAt + chunkBytes + padBytes);
    const pages = Math.ceil((this.spareAt + spareBytes) / 65_536);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), { env: { memory } });
    this.kernel = instance.exports as unknown as Kernel; // kernel/index.ts exports these; the tests run them
    this.memory = new Uint8Array(memory.buffer);
    this.view = new DataView(memory.buffer);
    this.lends = this.memory.subarray(lentAt, lentAt + chunkBytes);
    this.words = new Uint32Array(memory.buffer);
    this.memory.set(image.bytes.subarray(0, Math.max(headerBytes, image.kernelBytes)), imageAt);
    this.kernel.init(stateAt, stackAt, stackBytes, memoAt, memoBytes, this.recordsAt, recordsBytes, scratchAt);
  }

  /** Leaves alone, from here on, the rules that do not read the file of that path; undefined: none. `spots` heeds it not. */
  readAs(path: string | undefined): void {
    const off = path === undefined ? [] : this.filesWanted.notFor(path);
    if (off === this.leftAlone) return;
    for (const rule of this.leftAlone) this.words[(this.stateAt + stateBytes * rule + offAt) / 4] = 0;
    for (const rule of off) this.words[(this.stateAt + stateBytes * rule + offAt) / 4] = 1;
    this.leftAlone = off;
  }

  /** Matches of all rules, for each rule in rising order and without overlap. `deadline` is performance.now() milliseconds. */
  scan(text: Uint8Array, deadline: number, matchesPerRule = usualMatchesPerRule): ScanOutcome {
    this.kernel.begin(matchesPerRule);
    this.loaded = undefined; // the same buffer may hold another text now
    this.steps = 0;
    const matches: Match[] = [];
    for (let chunk = 0; chunk < text.length; chunk += chunkBytes) {
      if (chunk > 0 && performance.now() > deadline) return { matches, gaveUp: this.gaveUp(), stoppedAt: chunk };
      const stoppedAt = this.scanChunk(text, chunk, matches);
      if (stoppedAt !== undefined) return { matches, gaveUp: this.gaveUp(), stoppedAt };
      const end = chunk + chunkBytes;
      if (matches.length > allMatches * matchesPerRule && end < text.length)
        return { matches, gaveUp: this.gaveUp(), stoppedAt: end };
    }
    return { matches, gaveUp: this.gaveUp() };
  }

  /** Puts the chunk into the kernel's memory, with what stands before and behind it. */
  load(text: Uint8Array, chunk: number): Window {
    const low = Math.max(0, chunk - backBytes);
    const end = Math.min(text.length, chunk + chunkBytes);
    const high = Math.min(text.length, end + aheadBytes);
    const at = this.lay(text, low, high);
    return { position: low, low: at, from: at + chunk - low, to: at + end - low, high: at + high - low };
  }

  /** Where that part of the text lies in the kernel's memory. */
  private lay(text: Uint8Array, low: number, high: number): number {
    const { lends } = this;
    const isHere = text.buffer === lends.buffer && text.byteOffset >= lends.byteOffset;
    const isLent = isHere && text.byteOffset + text.length <= lends.byteOffset + lends.length;
    const at = isLent ? text.byteOffset + low : this.textAt;
    // A small text is looked at twice, by the rules and for what is encoded in it, and still lies there.
    if (this.loaded === text && high - low === text.length) return at;
    this.loaded = text;
    if (!isLent) this.memory.set(low === 0 && high === text.length ? text : text.subarray(low, high), at);
    this.memory.fill(0, at + high - low, at + high - low + padBytes);
    return at;
  }

  /** The anchors that begin in the chunk; matches may begin before it and end behind it. */
  private scanChunk(text: Uint8Array, chunk: number, matches: Match[]): number | undefined {
    return this.scanWindow(this.load(text, chunk), matches);
  }

  private scanWindow(window: Window, matches: Match[], steps = allSteps): number | undefined {
    const { low, high, from, to, position } = window;
    const most = budget(steps, to - from);
    this.kernel.place(low, high, position, budget(ruleSteps, to - from), most);
    const stoppedAt = this.readRecords(window, matches);
    this.steps += most - (this.kernel.stepsRemaining() >>> 0);
    return stoppedAt;
  }

  private readRecords({ low, from: start, to, position }: Window, matches: Match[]): number | undefined {
    let from = start;
    while (from < to) {
      from = this.kernel.scan(from, to);
      const count = this.kernel.recordCount();
      for (let index = 0; index < count; index += 1) matches.push(this.record(this.recordsAt + recordBytes * index));
      if (from < to && this.kernel.stepsRemaining() === 0) return from - low + position;
    }
    return undefined;
  }

  /** As `scan`, for text that lies in the kernel's memory already, with room for padding behind it; positions are addresses. */
  scanPlaced(low: number, high: number, matchesPerRule: number): ScanOutcome {
    this.memory.fill(0, high, high + padBytes);
    this.kernel.begin(matchesPerRule);
    const matches: Match[] = [];
    const stoppedAt = this.scanWindow({ low, high, from: low, to: high, position: low }, matches, decodedSteps);
    return { matches, gaveUp: this.gaveUp(), ...(stoppedAt === undefined ? {} : { stoppedAt }) };
  }

  /**
   * The spots of AnalyzerSession.skim: one for each place in the regions at which a rule's anchor begins; live when the rule matches there.
   * Without a live one `scan` has no match. Undefined when there are more than `most`.
   */
  spots(text: Uint8Array, regions: Uint32Array, most: number): Uint32Array | undefined {
    let count = 0;
    this.loaded = undefined;
    this.spotsFound ??= new Uint32Array(4 * (most + recordsBytes / 16));
    for (let i = 0; i < regions.length; i += 2) {
      for (let from = regions[i]!; from < regions[i + 1]!; from += chunkBytes) {
        const to = Math.min(regions[i + 1]!, from + chunkBytes);
        const added =
          this.spotsIn(text, from, to, spotAheadBytes, count, most) ??
          this.spotsIn(text, from, to, aheadBytes, count, most);
        if (added === undefined || added < 0) return undefined;
        count = added;
      }
    }
    return this.spotsFound.subarray(0, 4 * count);
  }

  /** How many spots there are now; -1: too many; undefined: more than `ahead` bytes behind the region must be seen. */
  private spotsIn(
    text: Uint8Array,
    start: number,
    end: number,
    ahead: number,
    before: number,
    most: number,
  ): number | undefined {
    const low = Math.max(0, start - backBytes);
    const high = Math.min(text.length, end + ahead);
    this.memory.set(low === 0 && high === text.length ? text : text.subarray(low, high), this.textAt);
    this.memory.fill(0, this.textAt + high - low, this.textAt + high - low + padBytes);
    const first = this.textAt + start - low;
    const behind = this.textAt + end - low;
    this.kernel.placeForSpots(
      this.textAt,
      this.textAt + high - low,
      low,
      this.textAt + text.length - low,
      first,
      behind,
    );
    let count = before;
    // An anchor is found by a part of it that may stand at its end.
    const to = Math.min(behind + anchorBytes, this.textAt + high - low);
    for (let from = first; from < to;) {
      from = this.kernel.scan(from, to);
      if (this.kernel.isStarved() !== 0) return undefined;
      const added = this.kernel.spotCount();
      if (added === 0) continue;
      if (count + added > most) return -1;
      const words = this.recordsAt / 4;
      this.spotsFound!.set(this.words.subarray(words, words + 4 * added), 4 * count);
      count += added;
    }
    return count;
  }

  private record(at: number): Match {
    const word = (index: number) => this.view.getUint32(at + 4 * index, true);
    const groups: (Span | undefined)[] = [];
    for (let group = 0; group < groupSlots; group += 1) {
      const start = word(3 + 2 * group);
      const end = word(4 + 2 * group);
      groups.push(start === none || end === none ? undefined : { start, end });
    }
    return { rule: word(0), start: word(1), end: word(2), groups };
  }

  private gaveUp(): number[] {
    if (this.kernel.gaveUpCount() === 0) return [];
    const rules = Array.from({ length: this.ruleCount }, (_, rule) => rule);
    return rules.filter((rule) => this.kernel.gaveUp(rule) !== 0);
  }
}

function budget({ least, perByte }: { least: number; perByte: number }, bytes: number): number {
  return least + perByte * bytes;
}

/** The next address that is a multiple of 64. */
function align(address: number): number {
  return (address + 63) & ~63;
}
