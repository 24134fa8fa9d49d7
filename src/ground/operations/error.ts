/** Why a call was not done. A face turns the code into its own status; the texts are for people. */
export type OperationErrorCode =
  | 'invalid-input'
  | 'unauthenticated'
  | 'denied'
  | 'not-found'
  | 'conflict'
  /** The idempotency key was used for another request. */
  | 'key-reused'
  /** The policies erred, so their answer is not one; the call is refused. */
  | 'policy-failed'
  | 'too-many';

export interface InputIssue {
  /** `reason`, `scopes.0` */
  readonly path: string;
  readonly message: string;
}

/** `message`: what happened, and to what. `remedy`: what to do next. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: OperationErrorCode;
  readonly remedy: string;
  readonly issues: readonly InputIssue[];

  constructor(
    code: OperationErrorCode,
    message: string,
    remedy: string,
    options: { issues?: readonly InputIssue[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = remedy;
    this.issues = options.issues ?? [];
  }
}

/** For handlers: what was named is not there, or not the caller's to see, which must look the same. */
export function notFound(what: string, id: string): OperationError {
  return new OperationError('not-found', `there is no ${what} ${id} here`, `List what there is, and check the id.`);
}
