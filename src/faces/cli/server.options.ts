import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** What speaks with editors, agents and servers, and what keeps a server’s data; what it does is loaded when it is asked for. */
export function addServer(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  // main.ts takes these before it comes here: declared for their help, and for what was meant by a word close to them.
  program
    .command('lsp')
    .summary('findings while you type, for editors')
    .description(
      'Speaks the Language Server Protocol over standard input and output: findings while typing, with the way that data takes, repairs, acceptances and what rules teach. docs/editors.md has the settings of each editor.',
    )
    .option('--stdio', 'what some editors say; it is always so');
  program
    .command('mcp')
    .summary('checks what coding agents write, before they write it')
    .description(
      'Speaks the Model Context Protocol over standard input and output: scan, check and repair files, diffs and text that is not written yet, explain what was found, and verify that a fix holds. Nothing is written, and nothing leaves the machine.',
    )
    .argument('[path]', 'a folder of the project (default: this one)');
  program.command('start').summary('scan, record, and serve the page');
  program
    .command('call')
    .summary('call an operation of a server')
    .description(
      'Calls any operation of a server, as its own document declares it, and prints the answer as JSON. Without an operation: lists them. A token is read from SELVEDGE_TOKEN.',
    )
    .argument('[operation]', 'such as findings.list')
    .argument('[members...]', 'name=value, lists with commas; name=@FILE for a member that is JSON')
    .option('--server <URL>', 'where it runs', process.env['SELVEDGE_SERVER'] ?? 'http://127.0.0.1:4747')
    .option('--sign-in <LINK>', 'a one-time link, spent on this call, in the place of a token')
    .option('--idempotency-key <KEY>', 'a command that is sent twice under one key is done once')
    .option('--wait', 'answer when the entry has its place in the log, with its proof', false)
    .addHelpText('after', callExamples)
    .action(async (operation: string | undefined, members: string[], options: CallOptions) => {
      const token = process.env['SELVEDGE_TOKEN'];
      const request = {
        ...options,
        members,
        ...(operation !== undefined && { operation }),
        ...(token !== undefined && token !== '' && { token }),
      };
      done(await (await import('./call.ts')).runCall(request, terminal));
    });
  program
    .command('backup')
    .summary('copy everything that is kept into a file')
    .description('Writes the database with its log, as it is at one moment, into one file. A running server may go on.')
    .argument('<file>', 'the file to write')
    .action(async (file: string) => done(await (await import('./backup.ts')).runBackup(file, terminal)));
  program
    .command('restore')
    .summary('begin again from a backup')
    .description('Reads a backup into an empty data home (SELVEDGE_DATA_HOME) or database (SELVEDGE_DATABASE_URL).')
    .argument('<file>', 'the file that selvedge backup wrote')
    .action(async (file: string) => done(await (await import('./backup.ts')).runRestore(file, terminal)));
}

interface CallOptions {
  readonly server: string;
  readonly signIn?: string;
  readonly idempotencyKey?: string;
  readonly wait: boolean;
}

const callExamples = `
Examples:
  selvedge call                                         what the server can do
  selvedge call tokens.create name=ci scopes=read,submit,decide --sign-in LINK
  selvedge call findings.list status=open limit=10
  selvedge call gates.decide subject=sub_… stage=deploy  exits as the gate does
`;
