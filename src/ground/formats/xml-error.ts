/** A document that is not read. `line` counts from 1. Its message quotes names of elements and attributes, and nothing else of the document. */
export class XmlError extends Error {
  readonly code: 'malformed' | 'too-deep' | 'too-large' | 'timed-out' | 'unsupported';
  readonly line: number;

  constructor(code: XmlError['code'], message: string, line: number) {
    super(message);
    this.name = 'XmlError';
    this.code = code;
    this.line = line;
  }
}
