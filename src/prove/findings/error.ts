export class FindingsError extends Error {
  override readonly name = 'FindingsError';
  readonly code: 'bad-cursor';

  constructor(code: FindingsError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
