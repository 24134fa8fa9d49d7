import { parseArgs } from 'node:util';
import { type Stage, stages } from '#ground/model';

/** What `selvedge start` was asked to do. */
export interface StartArguments {
  /** A folder or a git URL; absent: the tour. */
  readonly what?: string;
  /** Exit after the scan with the gate's code, and serve nothing. */
  readonly once: boolean;
  readonly port?: number;
  /** Absent: what was looked at says which. */
  readonly gate?: Stage;
  readonly verbose: boolean;
}

export const startHelp = `Usage: selvedge start [options] [PATH | GIT-URL]

Scans PATH, or a clone of GIT-URL, keeps the evidence and the decision in a log
that proves them, and serves the page on 127.0.0.1 until Ctrl-C. Without PATH:
a small shop with real weaknesses, to look around in. What was kept is there at
the next start.

  --once         scan, record, and exit with the gate's exit code
  --gate STAGE   decide as commit, merge, build, deploy or run (default: build;
                 commit where PATH is a part of a project)
  --port N       listen there (default: 4747, or the next free one; 0: any)
  --verbose      show every finding in full, and every file not looked at
  -h, --help     show this help

Everything is kept in one folder: SELVEDGE_DATA_HOME, or where your system keeps
data. SELVEDGE_DATABASE_URL (postgres://…) names a PostgreSQL to use instead of
the embedded one.

Examples:
  npm start                                     the tour
  npm start -- ~/src/shop                       a folder of yours
  npm start -- https://github.com/you/shop.git  a repository
  npm start -- --once . ; echo $?               0 pass, 1 fail, 3 unknown
`;

/** The words after `start`; a string says what is wrong with them. */
export function readStartWords(words: readonly string[]): StartArguments | 'help' | { readonly wrong: string } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        once: { type: 'boolean' },
        gate: { type: 'string' },
        port: { type: 'string' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return { wrong: (error instanceof Error ? error.message : String(error)).split('. ')[0] ?? '' };
  }
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  const [what, another] = positionals;
  if (another !== undefined) return { wrong: `one PATH or GIT-URL at a time, and here are ${what} and ${another}` };
  const gate = stages.find((stage) => stage === values.gate);
  if (gate === undefined && values.gate !== undefined)
    return { wrong: `--gate is one of ${stages.join(', ')}, not ${values.gate}` };
  const port = values.port === undefined ? undefined : portOf(values.port);
  if (port === null) return { wrong: `--port is a number from 0 to 65535, not ${values.port}` };
  return {
    ...(what !== undefined && { what }),
    once: values.once ?? false,
    ...(port !== undefined && { port }),
    ...(gate !== undefined && { gate }),
    verbose: values.verbose ?? false,
  };
}

function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}
