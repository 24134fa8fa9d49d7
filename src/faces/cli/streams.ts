import { fstatSync, writeSync } from 'node:fs';
import type { Streams } from './terminal.ts';

/**
 * This process's streams. `process.stdout` is asked for only where a terminal may be at the other end: what Node loads
 * for it takes a sixth of what `node -e 0` does, and files and pipes can be written without.
 */
export function processStreams(): Streams {
  return {
    stdin: {
      get isTTY() {
        return mayBeTerminal(0) && process.stdin.isTTY;
      },
    },
    stdout: output(1, () => process.stdout),
    stderr: output(2, () => process.stderr),
  };
}

function output(fd: 1 | 2, streamOf: () => NodeJS.WriteStream): Streams['stdout'] {
  const stream = lazily(() => outlivingReaders(streamOf()));
  let isStreamed = mayBeTerminal(fd);
  return {
    get isTTY() {
      return mayBeTerminal(fd) && stream().isTTY;
    },
    get columns() {
      return stream().columns;
    },
    write(text) {
      const bytes = Buffer.from(text);
      const written = isStreamed ? 0 : writeNow(fd, bytes);
      // A pipe that is full, and does not block: from here on Node waits for its reader.
      isStreamed ||= written < bytes.length;
      if (isStreamed) stream().write(bytes.subarray(written));
    },
  };
}

/** How many bytes were written before the pipe was full. A reader that left gets the rest like one that stayed. */
function writeNow(fd: number, bytes: Uint8Array): number {
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(fd, bytes, at);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPIPE') return bytes.length;
    if (code !== 'EAGAIN') throw error;
  }
  return at;
}

/**
 * `selvedge … | head` closes the pipe: nobody reads what is left. The command goes on all the same, so that its exit
 * code stays the gate's.
 */
function outlivingReaders(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return stream;
}

/** /dev/null is a character device as terminals are: on Linux the one of major number 1 and minor 3. */
const devNull = 0x103;

function mayBeTerminal(fd: number): boolean {
  try {
    const kind = fstatSync(fd);
    return (
      process.platform === 'win32' ||
      (kind.isCharacterDevice() && !(process.platform === 'linux' && kind.rdev === devNull))
    );
  } catch {
    // A descriptor that the caller closed.
    return false;
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
