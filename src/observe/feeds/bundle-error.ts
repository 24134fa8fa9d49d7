/** Why a bundle, or a signature of the index, is not believed; nothing was changed. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly code: 'damaged' | 'no-key' | 'not-a-bundle' | 'not-a-key' | 'older' | 'tampered' | 'unsigned';
  readonly remedy: string | undefined;

  constructor(code: BundleError['code'], message: string, remedy?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
  }
}
