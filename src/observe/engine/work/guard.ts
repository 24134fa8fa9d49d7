import { Script } from 'node:vm';

const slot = Symbol.for('selvedge.guarded');
const holder = globalThis as { [slot]?: () => void };
const script = new Script(`globalThis[Symbol.for('selvedge.guarded')]()`, { filename: 'selvedge-guard' });

/**
 * Runs `work` in this thread, and ends it when it takes longer than `milliseconds`, even in the middle of a regular
 * expression or of WebAssembly. Nothing that it was in the midst of is cleaned up: what it wrote to is not to be trusted.
 */
export function guarded(work: () => void, milliseconds: number): 'done' | 'timed-out' {
  const outer = holder[slot];
  holder[slot] = work;
  try {
    script.runInThisContext({ timeout: Math.max(1, Math.ceil(milliseconds)) });
    return 'done';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'timed-out';
    throw error;
  } finally {
    if (outer === undefined) delete holder[slot];
    else holder[slot] = outer;
  }
}
