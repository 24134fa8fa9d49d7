export type FeedErrorCode =
  | 'busy'
  | 'changed'
  | 'damaged'
  | 'disk-full'
  | 'no-permission'
  | 'not-found'
  | 'older'
  | 'read-only'
  | 'rate-limited'
  | 'refused'
  | 'shrunk'
  | 'too-large'
  | 'truncated'
  | 'unreachable';

/** Why nothing could be had from a source. What is stored of it stays as it is. `file` and `place` say where; neither holds credentials. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly code: FeedErrorCode;
  /** The message, without file and place. */
  readonly what: string;
  readonly file: string;
  /** Within the file: a member, a line, a byte. */
  readonly place: string | undefined;
  readonly remedy: string | undefined;

  constructor(
    code: FeedErrorCode,
    file: string,
    what: string,
    more: { readonly place?: string; readonly remedy?: string; readonly cause?: unknown } = {},
  ) {
    super(
      `${file}${more.place === undefined ? '' : ` (${more.place})`}: ${what}`,
      more.cause === undefined ? undefined : { cause: more.cause },
    );
    this.code = code;
    this.what = what;
    this.file = file;
    this.place = more.place;
    this.remedy = more.remedy;
  }
}

/** A part of a feed that made no sense and was left out; the rest was taken. */
export interface FeedProblem {
  readonly file: string;
  readonly place?: string;
  readonly what: string;
}

/** All are counted, the first are kept. */
export class FeedProblems {
  count = 0;
  readonly first: FeedProblem[] = [];

  add(problem: FeedProblem): void {
    this.count += 1;
    if (this.first.length < mostKept) this.first.push(problem);
  }

  /** In words for people. */
  get named(): string[] {
    return this.first.map(({ file, place, what }) => `${file}${place === undefined ? '' : ` (${place})`}: ${what}`);
  }
}

const mostKept = 20;
