import type { DependencyFile } from '#ground/model';

/** What a reader is handed: bytes that anybody may have written. */
export interface ReadableFile {
  /** Relative to the subject's root, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads one format. Pure, in linear time and memory: `performance.now()` past `deadline` ends it with a ReadFailure. What is wrong in a part
 * of the file is a problem of the result; only a file of which nothing can be said throws.
 */
export interface DependencyReader {
  /** `ecosystem/name`: the reader's file is readers/ecosystem/name.ts. */
  readonly format: string;
  /** Decides by the path alone, in constant time; the base name in lower case is given too. */
  wants(path: string, name: string): boolean;
  /** Undefined: the name promised it, but the file is something else (a YAML file that is no Compose file). */
  read(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined;
}

export type ReadFailureCode = 'malformed' | 'too-deep' | 'too-large' | 'timed-out' | 'unsupported';

/** A file of which nothing can be said. `line` counts from 1. Its message never quotes credentials. */
export class ReadFailure extends Error {
  readonly code: ReadFailureCode;
  readonly line: number | undefined;

  constructor(code: ReadFailureCode, message: string, line?: number) {
    super(message);
    this.name = 'ReadFailure';
    this.code = code;
    this.line = line;
  }
}
