import { createContext, Script } from 'node:vm';

let run: (() => void) | undefined;
const script = new Script('run()');
const context = createContext({ run: () => run?.() });

/**
 * Does something for so many milliseconds at most; false when that did not suffice. JavaScript's regular expressions can take for ever,
 * and this is what ends them: no code of anybody's is run here but ours.
 */
export function within(milliseconds: number, work: () => void): boolean {
  const outer = run;
  run = work;
  try {
    script.runInContext(context, { timeout: Math.max(1, Math.ceil(milliseconds)) });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  } finally {
    run = outer;
  }
}
