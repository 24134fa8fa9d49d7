export type LedgerErrorCode =
  /** No log has begun in this database: no sequencer ever ran on it. */
  | 'not-begun'
  /** The body is too large, or the type is none. */
  | 'bad-entry'
  /** No such entry, or none that this tenant may see. */
  | 'unknown-entry'
  /** A size or an index past the newest checkpoint. */
  | 'not-published'
  /** The sequencer did not give the entry its place in time. The entry stands. */
  | 'not-sequenced'
  /** The private key of the log is not on this machine. */
  | 'key-missing'
  | 'keys-unwritable'
  /** The tiles and the checkpoint do not agree. */
  | 'corrupt';

export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
