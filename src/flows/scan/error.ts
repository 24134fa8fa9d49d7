export type ScanRequestErrorCode =
  | 'not-found'
  | 'not-a-repository'
  | 'bad-revision'
  | 'bad-baseline'
  | 'bad-report'
  | 'contradiction'
  | 'no-target'
  | 'leads-out';

/** What was asked for cannot be done, and what would help. A face shows it and exits with 2. */
export class ScanRequestError extends Error {
  readonly code: ScanRequestErrorCode;
  readonly remedy: string | undefined;

  constructor(code: ScanRequestErrorCode, message: string, options: ErrorOptions & { readonly remedy?: string } = {}) {
    super(message, options);
    this.name = 'ScanRequestError';
    this.code = code;
    this.remedy = options.remedy;
  }
}
