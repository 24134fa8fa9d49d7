export type FixErrorCode = 'unreadable' | 'not-editable' | 'not-resolved' | 'unsupported';

/** Why a planned change could not be written. */
export class FixError extends Error {
  readonly code: FixErrorCode;
  readonly remedy: string | undefined;

  constructor(code: FixErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'FixError';
    this.code = code;
    this.remedy = options.remedy;
  }
}
