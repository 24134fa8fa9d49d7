import type { FileMeta, NotLookedAt } from '#ground/model';
import { FileReader, type Identity, type Reading } from '../read/file-reader.ts';
import { FolderWatch } from '../read/folder-watch.ts';
import { digestOf, type Examiner } from './examiner.ts';
import { type Benches, fileStates, type Report, type Round } from './round.ts';

export interface HandOptions {
  /** Absolute, links resolved. */
  readonly root: string;
  readonly examiner: Examiner;
  readonly benches: Benches;
  readonly bench: number;
  /** Whether anybody will ask for the digests of contents. */
  readonly hashing: boolean;
  /** Larger files are not read. */
  readonly fileBytes: number;
}

/** What became of one file, before it counts. */
interface Look {
  readonly file: number;
  readonly state: number;
  readonly identity?: Identity | undefined;
  readonly digest?: Uint8Array | undefined;
  readonly bytes: number;
  readonly report?: Report;
}

/** So many files, or for so long (ms), are looked at before the folders on the way to them are asked for. */
const batch = { files: 256, ms: 50 };

/** One thread's part of a round: takes files until there are none left, or `until` says to stop. */
export class Hand {
  private readonly options: HandOptions;
  private readonly reader: FileReader;
  private readonly watch: FolderWatch | undefined;

  constructor(options: HandOptions) {
    this.options = options;
    this.reader = new FileReader(options.root, options.fileBytes, options.examiner.lent);
    this.watch = FolderWatch.over(options.root);
  }

  /** Adds to `reports`. False when the round has no more files to take. */
  work(round: Round, reports: Report[], until: () => boolean): boolean {
    for (;;) {
      const looks: Look[] = [];
      let watched = false;
      let more = true;
      let enough = false;
      const end = performance.now() + batch.ms;
      while (looks.length < batch.files && !enough && performance.now() < end) {
        const file = round.take();
        more = file !== -1;
        if (!more) break;
        const path = round.path(file);
        const isWatched = this.watch?.enter(path.slice(0, Math.max(0, path.lastIndexOf('/')))) === true;
        watched ||= isWatched;
        looks.push(this.lookAt(round, file, path, isWatched));
        enough = until();
      }
      const stood = !watched || this.watch?.stood() === true;
      for (const look of looks)
        settle(round, stood ? look : this.lookAt(round, look.file, round.path(look.file)), reports);
      this.options.benches.rest(this.options.bench);
      if (!more || enough) return more;
    }
  }

  private lookAt(round: Round, file: number, path: string, watched = false): Look {
    const { examiner, benches, bench, hashing } = this.options;
    benches.begin(bench, file, -1);
    const wishes = {
      wants: ({ size }: FileMeta) => examiner.wants(path, size),
      wantsBinary: ({ size }: FileMeta) => examiner.wantsBinary(path, size),
    };
    const reading = this.reader.read(path, wishes, watched);
    if (reading.kind === 'archive') return this.lookInto(round, file, path, reading);
    if (reading.kind !== 'read') return unread(file, path, reading);
    const { identity, settled } = reading;
    const digest = reading.partial || !hashing ? undefined : digestOf(reading.bytes);
    const seen = { file, identity, digest, bytes: reading.bytes.length };
    if (settled && digest !== undefined && round.isKnown(file, digest)) return { ...seen, state: fileStates.same };
    const found = examiner.examine(path, reading.bytes, round.skip(file), (analyzer) =>
      benches.begin(bench, file, analyzer),
    );
    const isClean = settled && found.facts.length === 0 && found.notLookedAt.length === 0;
    if (isClean) return { ...seen, state: fileStates.clean };
    const bytes = found.notLookedAt.some((gap) => gap.reason === 'binary') ? {} : { bytes: reading.bytes.length };
    const changed: NotLookedAt = { path, reason: 'changed-while-read', expected: false };
    const report: Report = settled
      ? { file, ...found, ...bytes }
      : { file, facts: found.facts, notLookedAt: [...found.notLookedAt, changed], ...bytes, unsettled: true };
    return { ...seen, state: fileStates.pending, report };
  }

  private lookInto(round: Round, file: number, path: string, reading: Reading & { kind: 'archive' }): Look {
    const { examiner, benches, bench } = this.options;
    const { archive, identity } = reading;
    try {
      const found = examiner.examineInside(path, archive, round.skip(file), (analyzer) =>
        benches.begin(bench, file, analyzer),
      );
      const settled = archive.settled();
      const changed: NotLookedAt = { path, reason: 'changed-while-read', expected: false };
      const report: Report = settled
        ? { file, ...found, bytes: archive.size }
        : {
            file,
            facts: found.facts,
            notLookedAt: [...found.notLookedAt, changed],
            bytes: archive.size,
            unsettled: true,
          };
      return { file, state: fileStates.pending, identity, bytes: archive.size, report };
    } finally {
      archive.close();
    }
  }
}

function settle(round: Round, { file, state, identity, digest, bytes, report }: Look, reports: Report[]): void {
  round.addSeen(bytes);
  round.finish(file, state, identity, digest);
  if (report !== undefined) reports.push(report);
}

function unread(file: number, path: string, reading: Exclude<Reading, { kind: 'read' | 'archive' }>): Look {
  const { identity } = reading;
  if (reading.kind === 'unwanted') return { file, state: fileStates.unwanted, identity, bytes: 0 };
  const expected = reading.reason === 'not-a-regular-file';
  const detail = reading.detail === undefined ? {} : { detail: reading.detail };
  const unsettled = identity === undefined ? ({ unsettled: true } as const) : {};
  const notLookedAt: NotLookedAt[] = [{ path, reason: reading.reason, ...detail, expected }];
  return {
    file,
    state: fileStates.pending,
    identity,
    bytes: 0,
    report: { file, facts: [], notLookedAt, ...unsettled },
  };
}
