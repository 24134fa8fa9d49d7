/** How often each line of each file ran, by the file's path as the report writes it. Lines count from 1. */
export type Coverage = ReadonlyMap<string, ReadonlyMap<number, number>>;

export type CoverageFormat = 'lcov' | 'cobertura' | 'jacoco' | 'clover';

export type ReportFailureCode = 'unknown-format' | 'malformed' | 'too-large';

/** A report that cannot be read: which, where, and what was expected. */
export class ReportFailure extends Error {
  override readonly name = 'ReportFailure';
  readonly code: ReportFailureCode;
  readonly line: number | undefined;

  constructor(code: ReportFailureCode, message: string, line?: number) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

/** Gathers lines while a report is read. One that runs in several tests ran as often as in all of them. */
export class Lines {
  readonly files = new Map<string, Map<number, number>>();
  #count = 0;

  add(path: string, line: number, hits: number): void {
    if (!Number.isInteger(line) || line < 1 || !Number.isFinite(hits) || hits < 0) return;
    let lines = this.files.get(path);
    if (lines === undefined) this.files.set(path, (lines = new Map()));
    if (!lines.has(line) && ++this.#count > mostLines)
      throw new ReportFailure('too-large', `more than ${mostLines} lines`);
    lines.set(line, (lines.get(line) ?? 0) + hits);
  }
}

const mostLines = 20_000_000;
