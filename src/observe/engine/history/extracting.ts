import { type ObjectTable, oidOf, type UnpackFailure, type Unpacker } from '#ground/git';
import type { ByteRange, NotLookedAt } from '#ground/model';
import type { Budgets } from '../request.ts';
import { type Examined, Examiner, type Watch } from '../work/examiner.ts';
import { guarded } from '../work/guard.ts';
import type { Place } from './stories.ts';
import { type Opened, openSessions, type Prepared } from '../work/open.ts';
import { mostPaths } from './past.ts';

/** What one version of a file gave under one of its paths. */
export interface Extracted {
  readonly blob: number;
  readonly path: string;
  readonly facts: Examined['facts'];
}

export interface ExtractingOptions {
  readonly prepared: Prepared;
  readonly projectKey: string;
  readonly budgets: Budgets;
  /** Called before each step that may not come back, when somebody else watches over it; absent: it is ended here. */
  readonly beat?: (() => void) | undefined;
}

export interface ExtractTask {
  readonly needed: Uint8Array;
  readonly paths: ReadonlyMap<number, readonly string[]>;
  /** Three numbers for each spot: at, from, to. */
  readonly spots: ReadonlyMap<number, Uint32Array>;
}

/** A part of a text; what is found in it counts where it touches what is `inserted`, or everywhere. */
interface Part extends ByteRange {
  readonly inserted?: readonly ByteRange[];
}

/** Parts that hold all that decides about each spot, in order and apart. */
function partsAround(spots: Uint32Array, text: Uint8Array): Part[] {
  const parts: { start: number; end: number; at: number[] }[] = [];
  const byStart = Array.from({ length: spots.length / 3 }, (_, i) => spots.subarray(3 * i, 3 * i + 3));
  for (const [at, from, to] of byStart.sort((a, b) => a[1]! - b[1]!)) {
    const last = parts.at(-1);
    if (last !== undefined && from! <= last.end) {
      last.end = Math.max(last.end, to!);
      last.at.push(at!);
    } else parts.push({ start: from!, end: to!, at: [at!] });
  }
  if (parts.length === 1 && parts[0]!.start === 0 && parts[0]!.end === text.length)
    return [{ start: 0, end: text.length }];
  return parts.map(({ start, end, at }) => {
    // A part must not begin as a text of another encoding does.
    while (start > 0 && text[start]! >= 0xfe) start -= 1;
    return { start, end, inserted: at.map((one) => ({ start: one - start, end: one - start + 1 })) };
  });
}

/** The second look: hands whole texts to the analyzers, under each path that they had. */
export class Extracting {
  readonly found: Extracted[] = [];
  readonly gaps: NotLookedAt[] = [];
  readonly failures: (readonly [object: number, failure: UnpackFailure])[] = [];
  private readonly table: ObjectTable;
  private readonly unpacker: Unpacker;
  private readonly prepared: Prepared;
  private readonly projectKey: string;
  private readonly budgets: Budgets;
  private readonly beat: (() => void) | undefined;
  private opened: Opened;

  constructor(
    table: ObjectTable,
    unpacker: Unpacker,
    opened: Opened,
    { prepared, projectKey, budgets, beat }: ExtractingOptions,
  ) {
    this.table = table;
    this.unpacker = unpacker;
    this.opened = opened;
    this.prepared = prepared;
    this.projectKey = projectKey;
    this.budgets = budgets;
    this.beat = beat;
  }

  /**
   * Extracts from those of a family's objects that have paths. `needed`: 1 for these, and for all that they are deltas of. Of a text whose
   * spots are known, what lies around these is extracted, and places in what is found are places in that part.
   */
  look(root: number, { needed, paths, spots }: ExtractTask): void {
    this.unpacker.visit(root, {
      wants: (object) => needed[object] === 1,
      see: (object, text) => {
        const own = paths.get(object) ?? [];
        if (own.length > mostPaths)
          this.gaps.push({
            path: own[mostPaths]!,
            reason: 'too-large',
            detail: `one content under ${own.length} paths; the first ${mostPaths} are looked at`,
            expected: false,
          });
        const known = spots.get(object);
        const parts = known === undefined ? [{ start: 0, end: text.length }] : partsAround(known, text);
        for (const path of own.slice(0, mostPaths))
          for (const part of parts) this.examine({ blob: object, path }, text, part, 0);
        return undefined;
      },
      fail: (object, failure) => this.failures.push([object, failure]),
    });
  }

  private keep(blob: number, path: string, { facts, notLookedAt }: Examined): void {
    this.gaps.push(...notLookedAt);
    if (facts.length > 0) this.found.push({ blob, path, facts });
  }

  private examine({ blob, path }: Place, text: Uint8Array, part: Part, skip: number): void {
    const { analyzers } = this.prepared;
    const examiner = new Examiner(analyzers, this.opened.sessions, this.budgets);
    const look = (watch: Watch): Examined => {
      if (part.inserted === undefined) return examiner.examine(path, text, skip, watch);
      const bytes = text.subarray(part.start, part.end);
      return examiner.examinePart({ path, size: bytes.length, bytes, inserted: part.inserted }, text, skip, watch);
    };
    if (this.beat !== undefined) {
      this.beat();
      this.keep(blob, path, look(this.beat));
      return;
    }
    let culprit = -1;
    let outcome: Examined | undefined;
    const limit = this.budgets.fileMs * analyzers.length * 1.5 + 500;
    const watch = (analyzer: number): void => {
      culprit = analyzer;
    };
    const ended = guarded(() => {
      outcome = look(watch);
    }, limit);
    if (ended === 'done' && outcome !== undefined) return this.keep(blob, path, outcome);
    // A session that was torn out of its work may be in any state.
    this.opened = openSessions(this.prepared, this.projectKey);
    const by = analyzers[culprit]?.id;
    const detail = `version ${oidOf(this.table, blob).slice(0, 12)}`;
    this.gaps.push({ path, reason: 'timed-out', detail, expected: false, ...(by === undefined ? {} : { by }) });
    if (culprit >= 0) this.examine({ blob, path }, text, part, skip | (1 << culprit));
  }
}
