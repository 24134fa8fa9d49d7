/** Why a fix or an update was not made. */
export class FixRequestError extends Error {
  readonly code: 'missing-data' | 'nothing-to-fix' | 'changed-meanwhile' | 'check-fails-before' | 'bad-request';
  readonly remedy: string | undefined;

  constructor(code: FixRequestError['code'], message: string, remedy?: string) {
    super(message);
    this.name = 'FixRequestError';
    this.code = code;
    this.remedy = remedy;
  }
}
