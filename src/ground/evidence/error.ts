/** Why evidence is not accepted. `message`: what is wrong with it; `remedy`: what to do next. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
  readonly code: 'not-signed-by-a-known-key' | 'not-a-statement' | 'not-a-key' | 'key-in-use';
  readonly remedy: string;

  constructor(code: EvidenceError['code'], message: string, remedy: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = remedy;
  }
}
