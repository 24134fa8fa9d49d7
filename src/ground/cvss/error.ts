/**
 * - `unknown-version`: it begins with no prefix that is known, and is no vector of version 2;
 * - `unknown-metric`, `unknown-value`: not in the tables of its version;
 * - `repeated-metric`, `missing-metric`: a metric stands twice, or a base metric not at all;
 * - `out-of-order`: versions 2.0 and 4.0 prescribe the order of metrics;
 * - `malformed`: a part is not `metric:value`.
 */
export type CvssErrorCode =
  | 'unknown-version'
  | 'unknown-metric'
  | 'unknown-value'
  | 'repeated-metric'
  | 'missing-metric'
  | 'out-of-order'
  | 'malformed';

/** A text that is no CVSS vector. The message quotes at most 60 characters of it. */
export class CvssError extends Error {
  override readonly name = 'CvssError';
  readonly code: CvssErrorCode;

  constructor(code: CvssErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
