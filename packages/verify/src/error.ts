/**
 * Why something could not be verified.
 * - `malformed`: bytes that are not what the specification says they must be;
 * - `bad-signature`: signed, but not by the pinned key over these bytes;
 * - `unknown-key`: no signature by the pinned key at all;
 * - `not-included`: the proof does not lead from the entry to the signed root;
 * - `inconsistent`: the log's past was changed: the earlier tree is no prefix of the later one;
 * - `mismatch`: a body, salt or id that is not the one that was committed to;
 * - `unsupported`: a version or algorithm that this program does not know, or that the platform lacks;
 * - `unavailable`: the log did not give what the check needs. This proves nothing, either way.
 */
export type VerificationErrorCode =
  | 'malformed'
  | 'bad-signature'
  | 'unknown-key'
  | 'not-included'
  | 'inconsistent'
  | 'mismatch'
  | 'unsupported'
  | 'unavailable';

/** Every check throws when it fails, so that a result nobody looks at cannot pass for a success. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  readonly code: VerificationErrorCode;

  constructor(code: VerificationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
