import type { NotLookedAt } from '#ground/model';
import type { FileReader, Reading } from '../read/file-reader.ts';
import { digestOf, type Examiner } from './examiner.ts';
import { type Benches, fileStates, type Report, type Round } from './round.ts';

/** One thread's part of a round: takes files until there are none left, or `until` says to stop. */
export class Hand {
  private readonly reader: FileReader;
  private readonly examiner: Examiner;
  private readonly benches: Benches;
  private readonly bench: number;
  private readonly hashing: boolean;

  /** `hashing`: whether anybody will ask for the digests of contents. */
  constructor(reader: FileReader, examiner: Examiner, benches: Benches, bench: number, hashing: boolean) {
    this.reader = reader;
    this.examiner = examiner;
    this.benches = benches;
    this.bench = bench;
    this.hashing = hashing;
  }

  /** Adds to `reports`. False when the round has no more files to take. */
  work(round: Round, reports: Report[], until: () => boolean): boolean {
    for (;;) {
      const file = round.take();
      if (file === -1) return false;
      this.benches.begin(this.bench, file, -1);
      const report = this.lookAt(round, file);
      if (report !== undefined) reports.push(report);
      this.benches.rest(this.bench);
      if (until()) return true;
    }
  }

  private lookAt(round: Round, file: number): Report | undefined {
    const path = round.path(file);
    const reading = this.reader.read(path, (meta) => this.examiner.wants(meta.path, meta.size));
    if (reading.kind !== 'read') return this.unread(round, file, path, reading);
    const digest = reading.partial || !this.hashing ? undefined : digestOf(reading.bytes);
    round.addSeen(reading.bytes.length);
    if (reading.settled && digest !== undefined && round.isKnown(file, digest)) {
      round.finish(file, fileStates.same, reading.identity, digest);
      return undefined;
    }
    const found = this.examiner.examine(path, reading.bytes, round.skip(file), (analyzer) =>
      this.benches.begin(this.bench, file, analyzer),
    );
    if (reading.settled && found.facts.length === 0 && found.notLookedAt.length === 0) {
      round.finish(file, fileStates.clean, reading.identity, digest);
      return undefined;
    }
    round.finish(file, fileStates.pending, reading.identity, digest);
    const seen = found.notLookedAt.some((gap) => gap.reason === 'binary') ? {} : { bytes: reading.bytes.length };
    if (reading.settled) return { file, ...found, ...seen };
    const changed: NotLookedAt = { path, reason: 'changed-while-read', expected: false };
    return { file, facts: found.facts, notLookedAt: [...found.notLookedAt, changed], ...seen, unsettled: true };
  }

  private unread(
    round: Round,
    file: number,
    path: string,
    reading: Exclude<Reading, { kind: 'read' }>,
  ): Report | undefined {
    const unwanted = reading.kind === 'unwanted';
    round.finish(file, unwanted ? fileStates.unwanted : fileStates.pending, reading.identity, undefined);
    if (unwanted) return undefined;
    const expected = reading.reason === 'not-a-regular-file';
    const detail = reading.detail === undefined ? {} : { detail: reading.detail };
    const unsettled = reading.identity === undefined ? ({ unsettled: true } as const) : {};
    return { file, facts: [], notLookedAt: [{ path, reason: reading.reason, ...detail, expected }], ...unsettled };
  }
}
