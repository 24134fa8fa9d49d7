import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
  /** Absolute. */
  readonly folder: string;
  /** Then it and its children are ended; default 30 minutes. */
  readonly timeoutMs?: number;
  /** Added to the person's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface CommandResult {
  /** Undefined: it was ended from outside. */
  readonly status: number | undefined;
  readonly timedOut: boolean;
  /** The end of what it printed, both streams as they came; at most 16 KiB. */
  readonly tail: string;
  readonly seconds: number;
}

export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code = 'not-started';
}

const kept = 16 * 1024;

/** Runs a line as the person's shell would, in a folder, and waits for its end. Its output is read and its end kept. */
export function runCommand(line: string, options: CommandOptions): Promise<CommandResult> {
  const { folder, timeoutMs = 30 * 60_000, environment = {}, signal } = options;
  const started = performance.now();
  // A group of its own, so that what it starts ends with it.
  const child = spawn(line, {
    cwd: folder,
    shell: true,
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let tail = '';
    let timedOut = false;
    const gather = (part: Buffer): void => {
      tail = (tail + part.toString()).slice(-kept);
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    const end = (): void => endAll(child);
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, timeoutMs);
    signal?.addEventListener('abort', end, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    };
    child.on('error', (cause) => {
      settle();
      reject(new CommandError(`the command could not be started: ${cause.message}`, { cause }));
    });
    child.on('close', (status) => {
      settle();
      // What it left running in its group is ended too.
      end();
      resolve({ status: status ?? undefined, timedOut, tail, seconds: (performance.now() - started) / 1000 });
    });
  });
}

function endAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
