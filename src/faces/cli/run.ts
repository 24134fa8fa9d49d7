import { version } from '#flows/version';
import { readScanWords } from './scan.options.ts';
import type { Serve } from './start.ts';
import { processStreams } from './streams.ts';
import { openTerminal } from './terminal.ts';

/**
 * Runs one command line (without `node` and the program's path). Returns the exit code: 0 pass, 1 fail under enforce,
 * 2 usage or configuration error, 3 unknown under enforce. Loads what the command needs and nothing else: a pre-commit
 * hook pays for each start.
 */
export async function run(words: readonly string[]): Promise<number> {
  const terminal = openTerminal(processStreams(), process.env, process.platform);
  const [command, ...rest] = words;
  if (words.length === 1 && (command === '--version' || command === '-V')) {
    terminal.out(`${version}\n`);
    return 0;
  }
  const quick = command === 'scan' ? readScanWords(rest) : undefined;
  if (quick !== undefined) return (await import('./scan.ts')).runScan(quick, terminal);
  return (await import('./program.ts')).runProgram(words, terminal);
}

/** Runs the words after `start`, which serves the page by `serve`. Returns the exit code. */
export async function startAt(words: readonly string[], serve: Serve): Promise<number> {
  const terminal = openTerminal(processStreams(), process.env, process.platform);
  return (await import('./start.ts')).runStart(words, terminal, serve);
}
