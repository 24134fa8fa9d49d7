import { DatabaseError } from 'pg';

/** What went wrong with the store. The first line of `message` says what; the second, where there is one, what to do. */
export type StoreErrorCode =
  /** The data folder, or the database, is used by another program. `pid` names it where it is known. */
  | 'in-use'
  | 'read-only'
  | 'disk-full'
  | 'unsupported-platform'
  | 'unknown-user'
  /** The server did not start, or the url does not answer. */
  | 'unavailable'
  /** The connection broke before the commit was asked for: nothing was changed. */
  | 'connection-lost'
  /** The connection broke while the commit was under way: the change may stand. */
  | 'outcome-unknown'
  | 'timed-out'
  /** Another transaction was in the way (deadlock or serialisation); asking again may succeed. */
  | 'conflict'
  | 'newer-database'
  | 'migration-changed'
  | 'migration-removed'
  | 'migration-out-of-order'
  | 'migration-failed'
  | 'unsupported-server'
  | 'missing-privilege'
  | 'closed'
  /** A backup file that is no backup, is cut off, or does not fit this database. */
  | 'bad-backup'
  | 'not-empty';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** The process that holds the store, for `in-use`. */
  readonly pid: number | undefined;

  constructor(code: StoreErrorCode, message: string, options: { cause?: unknown; pid?: number | undefined } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.pid = options.pid;
  }
}

/** True for a row that is there already; `constraint` narrows it to one unique index or primary key. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  );
}

/**
 * Turns what the driver throws into a StoreError where the cause lies outside the statement (disk, connection, time);
 * errors of the statement itself (a constraint, bad SQL) come back as they are.
 */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  if (isConnectionError(error)) {
    return new StoreError('connection-lost', 'the connection to the database broke', { cause: error });
  }
  if (!(error instanceof DatabaseError)) return error;
  switch (error.code) {
    case '53100':
      return new StoreError(
        'disk-full',
        `the disk of the database is full: ${error.message}\nFree some space; nothing that was acknowledged is lost.`,
        { cause: error },
      );
    case '57014':
      return new StoreError('timed-out', `the database took too long: ${error.message}`, { cause: error });
    case '55P03':
      return new StoreError('timed-out', 'another transaction held a lock for too long', { cause: error });
    case '40001':
    case '40P01':
      return new StoreError('conflict', `another transaction was in the way: ${error.message}`, { cause: error });
    case '53300':
      return new StoreError(
        'unavailable',
        'the database has no connection left\nClose other programs that use it, or raise max_connections.',
        { cause: error },
      );
    case '42501':
      return new StoreError('missing-privilege', `the database refuses: ${error.message}`, { cause: error });
    default:
      return error;
  }
}

const brokenCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
  '25P03',
]);
const brokenMessages = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/** True when the connection is gone, or was never made. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof StoreError) return error.code === 'connection-lost';
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return brokenCodes.has(code) || brokenMessages.test(error.message);
}
