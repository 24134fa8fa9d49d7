/**
 * A policy that cannot be asked. `line` and `column` count from 1 (columns in UTF-16 units) in the text that was given
 * under the name `policy`.
 */
export class PolicyError extends Error {
  readonly code: 'syntax' | 'too-complex';
  readonly policy: string;
  readonly line: number;
  readonly column: number;
  readonly help: string | undefined;

  constructor(
    code: PolicyError['code'],
    at: { policy: string; line: number; column: number },
    message: string,
    help?: string,
  ) {
    super(`${at.policy}:${at.line}:${at.column}: ${message}${help === undefined ? '' : ` (${help})`}`);
    this.name = 'PolicyError';
    this.code = code;
    this.policy = at.policy;
    this.line = at.line;
    this.column = at.column;
    this.help = help;
  }
}
