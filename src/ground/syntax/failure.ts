export type SyntaxFailureCode =
  /** The text is longer than the limit. */
  | 'too-large'
  /** Its tree has more nodes than the limit. */
  | 'too-many-nodes'
  | 'timed-out'
  /** The grammar or the parser is not built. */
  | 'missing-data'
  /** The parser failed at this text, or was torn out of its work at an earlier one. */
  | 'parser-failed';

/** There is no tree of a text. A text that does not follow the grammar is no failure: its tree says where. */
export class SyntaxFailure extends Error {
  override readonly name = 'SyntaxFailure';
  readonly code: SyntaxFailureCode;

  constructor(code: SyntaxFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
