export type LeaseErrorCode =
  | 'end-missing'
  | 'end-past'
  | 'end-too-far'
  | 'covers-nothing'
  | 'reason-too-short'
  | 'own-approval'
  | 'not-waiting'
  | 'not-running';

/** A lease that may not be asked for, approved or ended as it was. */
export class LeaseError extends Error {
  readonly code: LeaseErrorCode;

  constructor(code: LeaseErrorCode, message: string) {
    super(message);
    this.name = 'LeaseError';
    this.code = code;
  }
}
