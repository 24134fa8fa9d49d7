import type { NotLookedAt } from '#ground/model';
import { answers, type FileRecord, type KnownConclusion, type Manifest } from '../cache/manifest.ts';
import type { PathFacts } from '../conclude.ts';
import { type Identity, never } from '../read/file-reader.ts';
import type { Folder, Walked } from '../walk/walk.ts';
import type { FinishedRound } from '../work/crew.ts';
import type { Report } from '../work/hand.ts';
import { fileStates, type Round } from '../work/round.ts';

/** One file's answer from a round of this scan. */
interface Answer {
  readonly round: Round;
  readonly place: number;
  readonly report: Report | undefined;
  readonly gaps: readonly NotLookedAt[];
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

  add({ round, files, reports }: FinishedRound): void {
    this.bytes += round.kibibytes * 1024;
    files.forEach((file, place) => {
      if (round.state(place) === fileStates.pending) return;
      const report = reports.get(place);
      if (report !== undefined && report.facts.length > 0) this.striking += 1;
      this.found.set(file.number, { round, place, report, gaps: file.gaps });
    });
  }

  /** Calls back for every file that an answer is known for, with its record: undefined for a clean one. */
  private each(visit: (file: number, looked: boolean, record: FileRecord | undefined, cached: boolean) => void): void {
    const { before, walked } = this;
    for (let file = 0; file < walked.paths.length; file++) {
      const answer = this.found.get(file);
      if (answer === undefined) {
        const known = walked.known[file]!;
        if (before === undefined || known < 0 || walked.unchanged[file] !== 1) continue;
        const code = before.answers[known]!;
        visit(
          file,
          code !== answers.unwanted,
          code < answers.firstRecord ? undefined : before.records[code - answers.firstRecord],
          true,
        );
        continue;
      }
      const { looked, record, cached } = this.resolve(file, answer);
      visit(file, looked, record, cached);
    }
  }

  private resolve(
    file: number,
    { round, place, report, gaps }: Answer,
  ): { looked: boolean; record: FileRecord | undefined; cached: boolean } {
    const state = round.state(place);
    if (state === fileStates.same && gaps.length === 0) {
      const code = this.before!.answers[this.walked.known[file]!]!;
      return {
        looked: true,
        record: code < answers.firstRecord ? undefined : this.before!.records[code - answers.firstRecord],
        cached: true,
      };
    }
    const looked = state !== fileStates.unwanted;
    if (report === undefined && gaps.length === 0) return { looked, record: undefined, cached: false };
    const size = round.identity(place)?.[0];
    const bytes = report === undefined ? size : report.bytes;
    const record = {
      facts: report?.facts ?? [],
      gaps: [...gaps, ...(report?.notLookedAt ?? [])],
      ...(bytes === undefined ? {} : { bytes }),
    };
    return { looked, record, cached: false };
  }

  private sizeOf(file: number): number {
    const answer = this.found.get(file);
    if (answer !== undefined) return answer.round.identity(answer.place)?.[0] ?? 0;
    return this.before?.identities[this.walked.known[file]! * 4] ?? 0;
  }

  totals(): Totals {
    const totals = { files: 0, bytes: 0, cached: 0 };
    this.each((file, looked, record, cached) => {
      const bytes = record === undefined ? this.sizeOf(file) : record.bytes;
      if (!looked || bytes === undefined) return;
      totals.files += 1;
      totals.bytes += bytes;
      if (cached) totals.cached += 1;
    });
    return totals;
  }

  /** By the analyzer's number. */
  facts(analyzers: number): PathFacts[][] {
    const facts: PathFacts[][] = Array.from({ length: analyzers }, () => []);
    this.each((file, _looked, record) => {
      for (const [analyzer, json] of record?.facts ?? [])
        facts[analyzer]?.push({ path: this.walked.paths[file]!, json });
    });
    return facts;
  }

  gaps(): NotLookedAt[] {
    const gaps = this.walked.folders.flatMap((folder) => folder.gaps);
    this.each((_file, _looked, record) => {
      if (record !== undefined) gaps.push(...record.gaps);
    });
    return gaps;
  }

  /** What the next scan is to know. `settledBefore`: what changed later (ms) may change again without its times showing it. */
  manifest(
    own: Pick<Manifest, 'factsDigest' | 'context' | 'rules'>,
    conclusions: readonly KnownConclusion[],
    settledBefore: (time: number) => boolean,
  ): Manifest {
    const { walked, before } = this;
    const count = walked.paths.length;
    const identities = new Float64Array(count * 4);
    const digests = new Uint8Array(count * 32);
    const column = new Uint32Array(count);
    const records: FileRecord[] = [];
    const settle = (identity: Identity): Identity =>
      settledBefore(Math.max(identity[1], identity[2])) ? identity : never;
    for (let file = 0; file < count; file++)
      if (this.found.get(file) === undefined && walked.unchanged[file] !== 1) identities.set(never, file * 4);
    this.each((file, looked, record) => {
      const answer = this.found.get(file);
      if (answer === undefined) {
        const known = walked.known[file]!;
        identities.set(before!.identities.subarray(known * 4, known * 4 + 4), file * 4);
        digests.set(before!.digests.subarray(known * 32, known * 32 + 32), file * 32);
      } else {
        const identity = answer.report?.unsettled === true ? undefined : answer.round.identity(answer.place);
        identities.set(identity === undefined ? never : settle(identity), file * 4);
        // What timed out or was not settled may fare better next time.
        if (!isPassing(record)) digests.set(answer.round.digest(answer.place), file * 32);
        else identities.set(never, file * 4);
      }
      column[file] =
        record === undefined
          ? looked
            ? answers.clean
            : answers.unwanted
          : answers.firstRecord + records.push(record) - 1;
    });
    const folders = walked.folders.map((folder): Folder => ({
      ...folder,
      identity: settle(folder.identity),
      ...(folder.ignoreFile === undefined ? {} : { ignoreFile: settle(folder.ignoreFile) }),
    }));
    return {
      ...own,
      folders,
      names: walked.paths.map((path) => path.slice(path.lastIndexOf('/') + 1)),
      identities,
      digests,
      answers: column,
      records,
      conclusions,
    };
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
