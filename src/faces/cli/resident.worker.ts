/** The thread in which a server answers hooks: the same command, in a process that has started already. */
import { parentPort } from 'node:worker_threads';
import { runScan } from './scan.ts';
import { readScanWords } from './scan.options.ts';
import { openTerminal } from './terminal.ts';

/** A hook's question: `selvedge scan --staged --quiet` in `root`. */
export interface HookQuestion {
  readonly root: string;
  /** As git names it in GIT_INDEX_FILE; empty: the repository's own. */
  readonly index: string;
  /** As git names its folder in GIT_DIR. */
  readonly dir: string;
  readonly isTerminal: boolean;
  readonly columns: number;
  /** What of the hook's environment decides how text looks. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface HookAnswer {
  readonly code: number;
  readonly text: string;
}

parentPort?.on('message', (question: HookQuestion) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  void staged(question).then((answer) => parentPort?.postMessage(answer));
});

async function staged({ root, index, dir, isTerminal, columns, environment }: HookQuestion): Promise<HookAnswer> {
  const written: string[] = [];
  const stream = { isTTY: isTerminal, columns, write: (text: string) => written.push(text) };
  // Nothing is drawn while it works: the hook shows all of it at the end.
  const terminal = openTerminal(
    { stdin: {}, stdout: stream, stderr: { isTTY: false, write: stream.write } },
    environment,
    process.platform,
  );
  const asked = readScanWords(['--staged', '--quiet', root]);
  if (asked === undefined) throw new Error(`${root} cannot be a path`);
  // A thread's environment is its own copy.
  process.env['GIT_INDEX_FILE'] = index;
  process.env['GIT_DIR'] = dir;
  const code = await runScan(asked, terminal);
  return { code, text: written.join('') };
}
