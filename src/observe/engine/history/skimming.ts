import { type FamilyVisitor, type ObjectTable, objectKinds, type UnpackFailure, type Unpacker } from '#ground/git';
import type { AnalyzerSession } from '#ground/model';
import { isContainer } from '../containers/inside.ts';
import { contentOf } from '../read/content.ts';

/** What `AnalyzerSession.skim` may leave unsaid below this: a text whose spots cost more together is extracted. */
function mostCost(length: number): number {
  return 1_000_000 + (length <= 1024 * 1024 ? 8 * length : 0);
}

const nulsBefore = 512;

/** Live by its spots; and live whatever they say. */
const plain = 1;
const special = 2;

/** By object: not 0 when it may hold something; and an object that holds the same, which is itself unless it is said. */
export interface Marks {
  readonly isLive: Uint8Array;
  readonly sameAs: Int32Array;
}

/** The first look at a history: which texts may hold something, each looked at where it is other than the one before it. */
export class Skimming {
  readonly failures: (readonly [object: number, failure: UnpackFailure])[] = [];
  /** Of each text that is to be extracted, and that its spots alone make live: at, from and to of these. */
  readonly live: (readonly [object: number, spots: Uint32Array])[] = [];
  /** Texts that were looked at, each once, and their bytes. */
  texts = 0;
  bytes = 0;
  private readonly table: ObjectTable;
  private readonly unpacker: Unpacker;
  private readonly skims: readonly NonNullable<AnalyzerSession['skim']>[];
  private readonly isLive: Uint8Array;
  private readonly sameAs: Int32Array;
  private readonly visitor: FamilyVisitor;
  private readonly whole = new Uint32Array(2);

  /** `marks`: where it is put down for each object whether it may hold something, and if so which other holds the same. `beat` is called for each text. */
  constructor(
    table: ObjectTable,
    unpacker: Unpacker,
    sessions: readonly (AnalyzerSession | undefined)[],
    { isLive, sameAs }: Marks,
    beat: (() => void) | undefined,
  ) {
    this.table = table;
    this.unpacker = unpacker;
    this.isLive = isLive;
    this.sameAs = sameAs;
    const open = sessions.filter((session) => session !== undefined);
    this.skims = open.flatMap((session) => (session.skim === undefined ? [] : [session.skim.bind(session)]));
    const isEach = this.skims.length < open.length;
    this.visitor = {
      see: (object, text, regions) => {
        beat?.();
        if (this.table.repeated[object] === 0) {
          this.texts += 1;
          this.bytes += text.length;
        }
        if (isEach || this.isSpecial(text)) this.isLive[object] = special;
        return this.skim(text, regions ?? this.all(text));
      },
      weigh: (object, text, spots) => {
        if (spots === undefined || spots.cost > mostCost(text.length)) this.isLive[object] = special;
        if (this.isLive[object] === special || spots === undefined || spots.live === 0) return;
        this.isLive[object] = plain;
        const base = this.table.bases[object]!;
        if (spots.isAsBase && this.isLive[base] === plain) this.sameAs[object] = this.sameAs[base]!;
      },
      settle: (object, spots) => {
        if (spots !== undefined && this.isLive[object] === plain && this.sameAs[object] === object)
          this.live.push([object, liveOf(spots)]);
      },
      fail: (object, failure) => {
        if (this.table.repeated[object] === 0) this.failures.push([object, failure]);
      },
    };
  }

  /** Looks at a whole object and all its deltas. */
  look(root: number): void {
    if (this.table.kinds[root] === objectKinds.blob) this.unpacker.visit(root, this.visitor);
  }

  private all(text: Uint8Array): Uint32Array {
    this.whole[1] = text.length;
    return this.whole;
  }

  private skim(text: Uint8Array, regions: Uint32Array): Uint32Array | undefined {
    if (this.skims.length === 1) return this.skims[0]!(text, regions);
    const all = this.skims.map((skim) => skim(text, regions)?.slice());
    const spots = all.flatMap((spots) => (spots === undefined ? [] : fours(spots)));
    if (all.includes(undefined)) return undefined;
    return Uint32Array.from(spots.sort((a, b) => a[0]! - b[0]!).flatMap((spot) => [...spot]));
  }

  /**
   * What extraction does not see as it stands: an archive, a text that it would transcode first, what points to a file that is not here.
   * The beginning decides, which may be told without regions.
   */
  private isSpecial(text: Uint8Array): boolean {
    if (isContainer(text)) return true;
    const first = text[0];
    const isMarked = (first === 0xff && text[1] === 0xfe) || (first === 0xfe && text[1] === 0xff);
    const mayPoint = first === 0x76 && text.length < 1024;
    if (!isMarked && !mayPoint && !text.subarray(0, nulsBefore).includes(0)) return false;
    const content = contentOf(text, '');
    return isMarked || content.kind !== 'text' || content.raw !== undefined;
  }
}

function liveOf(spots: Uint32Array): Uint32Array {
  const live: number[] = [];
  for (let i = 0; i < spots.length; i += 4)
    if ((spots[i + 3]! & 1) === 1) live.push(spots[i]!, spots[i + 1]!, spots[i + 2]!);
  return Uint32Array.from(live);
}

function fours(spots: Uint32Array): Uint32Array[] {
  return Array.from({ length: spots.length / 4 }, (_, i) => spots.subarray(4 * i, 4 * i + 4));
}
