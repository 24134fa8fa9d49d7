import { ReadFailure, type ReadableFile } from './reader.ts';

/** Most bytes that are turned into a string: V8 allows strings of 512 MiB. */
const longestText = 400 * 1024 * 1024;

/** Decodes UTF-8, without its mark; what is none becomes U+FFFD. Throws ReadFailure `too-large`. */
export function textOf(file: ReadableFile): string {
  if (file.bytes.length > longestText) throw new ReadFailure('too-large', 'more than 400 MiB of text');
  return new TextDecoder().decode(file.bytes);
}

/** The lines of a text without their ends, `\n` or `\r\n`; the first at 0. Throws ReadFailure `too-large`. */
export function linesOf(file: ReadableFile): readonly string[] {
  const lines = textOf(file).split('\n');
  for (const [i, line] of lines.entries()) if (line.endsWith('\r')) lines[i] = line.slice(0, -1);
  return lines;
}

/** A copy of a text that was cut out of another one, which it else keeps in memory as long as it lives. ASCII alone. */
export function detached(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** Ends the reading of a file that takes too long: asked at every step. */
export class Patience {
  readonly #deadline: number;
  #steps = 0;

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  /** `line`: where the reader is, from 1. Throws ReadFailure `timed-out`. */
  check(line?: number): void {
    this.#steps += 1;
    if ((this.#steps & 0xff) === 0 && performance.now() > this.#deadline)
      throw new ReadFailure('timed-out', 'reading it took too long', line);
  }
}
