export type FileProblemCode =
  | 'syntax'
  | 'too-large'
  | 'too-deep'
  | 'not-supported'
  | 'duplicate-key'
  | 'unknown-key'
  | 'unknown-version'
  | 'wrong-value';

/** One thing that is wrong with a file that a person wrote. Lines and columns count from 1, columns in UTF-16 units. */
export interface FileProblem {
  readonly code: FileProblemCode;
  readonly line: number;
  readonly column: number;
  /** What is there. */
  readonly message: string;
  /** What should be there. */
  readonly expected: string;
  /** What to do about it. */
  readonly next: string;
}

/** A file that cannot be read as what it should be. Its own fields tell the first problem; `problems` has the first ten. */
export class FileFormatError extends Error implements FileProblem {
  readonly code: FileProblemCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly next: string;
  readonly problems: readonly FileProblem[];

  constructor(file: string, problems: readonly [FileProblem, ...FileProblem[]]) {
    const [first] = problems;
    super(
      problems
        .map(
          ({ line, column, message, expected, next }) =>
            `${file}:${line}:${column}: ${message}; expected ${expected}. ${next}`,
        )
        .join('\n'),
    );
    this.name = 'FileFormatError';
    this.code = first.code;
    this.file = file;
    this.line = first.line;
    this.column = first.column;
    this.expected = first.expected;
    this.next = first.next;
    this.problems = problems;
  }
}
