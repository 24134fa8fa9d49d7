import type { NotLookedAt } from '#ground/model';
import { answers, type FileRecord, type KnownConclusion, type Manifest } from '../cache/manifest.ts';
import type { PathFacts } from '../conclude.ts';
import { type Identity, never } from '../read/file-reader.ts';
import type { Folder } from '../walk/known-tree.ts';
import type { Walked } from '../walk/walk.ts';
import { fileStates, type FinishedRound, type Report, type Round } from '../work/round.ts';

/** One file's answer from a round of this scan. */
interface Answer {
  readonly round: Round;
  readonly place: number;
  readonly report: Report | undefined;
  readonly gaps: readonly NotLookedAt[];
}

/** What is known of one file, from this scan or an earlier one. */
interface Row {
  readonly path: string;
  /** Undefined where the earlier scan's answer holds. */
  readonly answer: Answer | undefined;
  /** Its number in the earlier scan, or -1. */
  readonly known: number;
  readonly looked: boolean;
  /** Undefined for a clean one. */
  readonly record: FileRecord | undefined;
  readonly cached: boolean;
}

export interface Totals {
  readonly files: number;
  readonly bytes: number;
  readonly cached: number;
}

/** Gathers what rounds find, and joins it with what an earlier scan knows. */
export class Harvest {
  private readonly walked: Walked;
  private readonly before: Manifest | undefined;
  private readonly found = new Map<number, Answer>();
  /** Bytes read in rounds that are over, for progress. */
  bytes = 0;
  /** Files in which something stood out. */
  striking = 0;

  constructor(walked: Walked, before: Manifest | undefined) {
    this.walked = walked;
    this.before = before;
  }

  get done(): number {
    return this.found.size;
  }

  /** The earlier scan, when nothing at all has changed since. */
  get unchanged(): Manifest | undefined {
    return this.walked.changed || this.found.size > 0 ? undefined : this.before;
  }

  add({ round, files, reports }: FinishedRound): void {
    this.bytes += round.kibibytes * 1024;
    files.forEach((file, place) => {
      if (round.state(place) === fileStates.pending) return;
      const report = reports.get(place);
      if (report !== undefined && report.facts.length > 0) this.striking += 1;
      this.found.set(file.number, { round, place, report, gaps: file.gaps });
    });
  }

  totals(): Totals {
    if (this.unchanged !== undefined) return { ...this.unchanged.totals, cached: this.unchanged.totals.files };
    const totals = { files: 0, bytes: 0, cached: 0 };
    this.each((row) => {
      const bytes = row.record === undefined ? this.sizeOf(row) : row.record.bytes;
      if (!row.looked || bytes === undefined) return;
      totals.files += 1;
      totals.bytes += bytes;
      if (row.cached) totals.cached += 1;
    });
    return totals;
  }

  /** By the analyzer's number. */
  facts(analyzers: number): PathFacts[][] {
    const facts: PathFacts[][] = Array.from({ length: analyzers }, () => []);
    this.each(({ path, record }) => {
      for (const [analyzer, json, inside = ''] of record?.facts ?? [])
        facts[analyzer]?.push({ path: path + inside, json });
    });
    return facts;
  }

  gaps(): NotLookedAt[] {
    const gaps = this.walked.folders.flatMap((folder) => folder.gaps);
    if (this.unchanged === undefined) this.each(({ record }) => gaps.push(...(record?.gaps ?? [])));
    else gaps.push(...this.unchanged.records.flatMap((record) => record.gaps));
    return gaps;
  }

  /** What the next scan is to know. `settled`: whether something with this time (ms) can no longer change under the same time. */
  manifest(
    own: Pick<Manifest, 'factsDigest' | 'context' | 'rules' | 'absent' | 'hasUnwatched'>,
    conclusions: readonly KnownConclusion[],
    settled: (time: number) => boolean,
  ): Manifest {
    const count = this.walked.files;
    const identities = new Float64Array(count * 4).fill(never[0]);
    const digests = new Uint8Array(count * 32);
    const column = new Uint32Array(count);
    const names: string[] = [];
    const records: FileRecord[] = [];
    const settle = (identity: Identity): Identity => (settled(Math.max(identity[1], identity[2])) ? identity : never);
    const folders: Folder[] = [];
    this.eachFolder((folder, rows) => {
      const first = names.length;
      for (const { path, answer, known, looked, record } of rows) {
        const file = names.push(path.slice(path.lastIndexOf('/') + 1)) - 1;
        column[file] =
          record === undefined
            ? looked
              ? answers.clean
              : answers.unwanted
            : answers.firstRecord + records.push(record) - 1;
        if (answer === undefined) {
          if (known < 0) continue;
          identities.set(this.before!.identities.subarray(known * 4, known * 4 + 4), file * 4);
          digests.set(this.before!.digests.subarray(known * 32, known * 32 + 32), file * 32);
        } else if (answer.report?.unsettled !== true && !isPassing(record)) {
          identities.set(settle(answer.round.identity(answer.place) ?? never), file * 4);
          digests.set(answer.round.digest(answer.place), file * 32);
        }
      }
      const { path, identity, subfolders, gaps, onlyTracked, ignoreFile } = folder;
      folders.push({
        path,
        identity: settle(identity),
        first,
        end: names.length,
        subfolders,
        gaps,
        onlyTracked,
        ...(ignoreFile === undefined ? {} : { ignoreFile: settle(ignoreFile) }),
      });
    });
    const { files, bytes } = this.totals();
    return {
      ...own,
      folders,
      names,
      identities,
      digests,
      answers: column,
      records,
      // Those that are not known again are not kept either.
      conclusions: conclusions.map((one) => (one.facts === '' ? { facts: '', claims: [], notLookedAt: [] } : one)),
      totals: { files, bytes },
    };
  }

  private each(visit: (row: Row) => void): void {
    this.eachFolder((_folder, rows) => rows.forEach(visit));
  }

  private eachFolder(visit: (folder: Folder, rows: readonly Row[]) => void): void {
    const { walked, before } = this;
    for (const folder of walked.folders) {
      const rows: Row[] = [];
      for (let file = folder.first; file < folder.end; file++) {
        if (folder.kept)
          rows.push(
            this.knownRow(folder.path === '' ? before!.names[file]! : `${folder.path}/${before!.names[file]}`, file),
          );
        else rows.push(this.rowOf(file));
      }
      visit(folder, rows);
    }
  }

  private rowOf(file: number): Row {
    const path = this.walked.paths[file]!;
    const known = this.walked.known[file]!;
    const answer = this.found.get(file);
    if (answer === undefined)
      return this.walked.unchanged[file] === 1
        ? this.knownRow(path, known)
        : { path, answer, known: -1, looked: false, record: undefined, cached: false };
    const { round, place, report, gaps } = answer;
    const state = round.state(place);
    if (state === fileStates.same && gaps.length === 0) return { ...this.knownRow(path, known), answer };
    const looked = state !== fileStates.unwanted;
    if (report === undefined && gaps.length === 0)
      return { path, answer, known, looked, record: undefined, cached: false };
    const bytes = report === undefined ? round.identity(place)?.[0] : report.bytes;
    const record = {
      facts: report?.facts ?? [],
      gaps: [...gaps, ...(report?.notLookedAt ?? [])],
      ...(bytes === undefined ? {} : { bytes }),
    };
    return { path, answer, known, looked, record, cached: false };
  }

  private knownRow(path: string, known: number): Row {
    const code = this.before!.answers[known]!;
    return {
      path,
      answer: undefined,
      known,
      looked: code !== answers.unwanted,
      record: this.before!.records[code - answers.firstRecord],
      cached: true,
    };
  }

  private sizeOf({ answer, known }: Row): number {
    if (answer !== undefined) return answer.round.identity(answer.place)?.[0] ?? 0;
    return known < 0 ? 0 : this.before!.identities[known * 4]!;
  }
}

const passing: ReadonlySet<NotLookedAt['reason']> = new Set([
  'timed-out',
  'out-of-memory',
  'changed-while-read',
  'unreadable',
  'analyzer-failed',
  'rule-timed-out',
]);

/** Whether it names a gap that may close by itself: a busy machine, a permission. */
function isPassing(record: FileRecord | undefined): boolean {
  return record?.gaps.some((gap) => passing.has(gap.reason)) === true;
}
