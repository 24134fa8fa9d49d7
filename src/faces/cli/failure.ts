import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';
import { wrap } from './layout.ts';

/** What rooms attach to their errors for people. */
interface Explained {
  readonly message: string;
  readonly code: string;
  readonly remedy?: string | undefined;
  readonly file?: string;
  /** Of a file that somebody wrote: everything that is wrong in it, not the first alone. */
  readonly problems?: readonly {
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly expected: string;
    readonly next: string;
  }[];
}

/**
 * Says what is wrong, where, and what would help, and gives exit code 2. Errors with a code are the rooms' answers;
 * one without is a fault of ours, and its stack is what a report of it needs.
 */
export function explainFailure(error: unknown, terminal: Terminal): 2 {
  terminal.err(`${(isExplained(error) ? explained(error, terminal) : fault(error, terminal)).join('\n')}\n`);
  return 2;
}

function explained(error: Explained, terminal: Terminal): string[] {
  if (error.file === undefined || error.problems === undefined) {
    // Some rooms put what to do next into the second line of their message.
    const [said = '', ...next] = error.message.split('\n');
    return complaint(said, { Try: error.remedy ?? (next.length === 0 ? undefined : next.join(' ')) }, terminal);
  }
  const { file } = error;
  return error.problems.flatMap(({ line, column, message, expected, next }) =>
    complaint(`${file}:${line}:${column}: ${message}`, { Expected: expected, Try: next }, terminal),
  );
}

function complaint(message: string, hints: Readonly<Record<string, string | undefined>>, terminal: Terminal): string[] {
  const { marks, style, columns } = terminal;
  const [first = '', ...more] = wrap(visible(capitalised(message)), columns - 2);
  const said = Object.entries(hints).flatMap(([label, text]) =>
    text === undefined ? [] : hint(label, text, terminal),
  );
  return [`${style.red(marks.fail)} ${first}`, ...more.map((line) => `  ${line}`), ...said];
}

/** A sentence begins with a capital; a path, a revision or an id stays as it is. */
function capitalised(sentence: string): string {
  return /^(a|an|at|every|from|no|nobody|only|the|there|this) /.test(sentence)
    ? sentence.charAt(0).toUpperCase() + sentence.slice(1)
    : sentence;
}

function hint(label: string, text: string, { style, columns }: Terminal): string[] {
  return wrap(visible(text), columns - 12).map(
    (line, at) => `  ${at === 0 ? style.bold(label.padEnd(9)) : ' '.repeat(9)} ${line}`,
  );
}

function fault(error: unknown, { marks, style }: Terminal): string[] {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `${style.red(marks.fail)} Selvedge made a mistake; nothing was decided. This is a fault worth reporting:`,
    ...said.split('\n').map((line) => `  ${visible(line)}`),
  ];
}

/** By shape and not by class: the bundle holds some classes twice. System errors have a code too, and a message that says enough. */
function isExplained(error: unknown): error is Explained {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && !error.code.startsWith('ERR_');
}
