/** Lines of a text, counted from 1, both ends included. */
export interface LineRange {
  readonly firstLine: number;
  readonly lastLine: number;
}

/** A file as a change leaves it. */
export interface ChangedFile {
  readonly path: string;
  readonly text: string;
  /** As it was; absent: the change adds the file. */
  readonly before?: string;
  /** Lines of `text` that the change adds, in order and apart. */
  readonly added: readonly LineRange[];
  /** Lines of `before` that it takes away. */
  readonly removed: readonly LineRange[];
}

/** What a change does to texts: the files that it leaves other than they were, and those that it takes away. */
export interface Change {
  readonly files: readonly ChangedFile[];
  readonly gone: readonly { readonly path: string; readonly text: string }[];
}

export function touches(ranges: readonly LineRange[], first: number, last: number): boolean {
  return ranges.some(({ firstLine, lastLine }) => first <= lastLine && last >= firstLine);
}

/** Where the lines of a text begin: for a position's line by bisection. */
export class LineStarts {
  private readonly starts: number[] = [0];
  private readonly length: number;

  constructor(text: string) {
    this.length = text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  columnOf(offset: number): number {
    return offset - this.starts[this.lineOf(offset) - 1]! + 1;
  }

  /** The column behind the last character of a line. */
  endOf(line: number): number {
    const next = this.starts[line];
    const end = next === undefined ? this.length : next - 1;
    return Math.max(1, end - (this.starts[line - 1] ?? 0) + 1);
  }
}

/** Texts that check code, tell stories of components, or set tools up: run by tools, and measured less strictly. */
export function isTest(path: string): boolean {
  return (
    /(?:^|\/)(?:__tests__|__mocks__|tests?|spec|specs|e2e|cypress|testing|fixtures|testdata)\//i.test(path) ||
    /(?:[._-](?:test|tests|spec|e2e|cy)\.\w+|(?:Tests?|Spec|IT)\.(?:java|kt|cs|php|scala)|_test\.(?:go|py|rb)|_spec\.rb)$/.test(
      path,
    ) ||
    /(?:^|\/)(?:test_[^/]*|conftest)\.py$/.test(path)
  );
}
