export type SqliteErrorCode = 'malformed' | 'unsupported';

/** A database, or a part of it, that cannot be read. */
export class SqliteError extends Error {
  readonly code: SqliteErrorCode;

  constructor(code: SqliteErrorCode, message: string) {
    super(message);
    this.name = 'SqliteError';
    this.code = code;
  }
}
