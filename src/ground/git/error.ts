export type GitErrorCode =
  | 'git-missing'
  | 'not-a-repository'
  | 'not-allowed'
  | 'bad-revision'
  | 'timed-out'
  | 'too-much-output'
  | 'malformed'
  | 'failed';

export class GitError extends Error {
  readonly code: GitErrorCode;

  constructor(code: GitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GitError';
    this.code = code;
  }
}
