import { type Command, CommanderError, Option } from 'commander';
import type { ImportOptions, SyncOptions } from './advisories.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** `selvedge advisories …`: what it does is loaded when it is asked for. */
export function addAdvisories(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const advisories = program
    .command('advisories')
    .summary('get what is known of dependencies, and see how old it is')
    .description('Advisories about dependencies: where they come from, how old they are, and how they get elsewhere.');
  addSync(advisories, terminal, done);
  addImport(advisories, terminal, done);
  addRest(advisories, terminal, done);
}

function addSync(advisories: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  changing(
    advisories
      .command('sync')
      .summary('ask the sources what changed, over the network')
      .description(
        'Asks the sources that selvedge.yaml declares, or OSV, KEV, EPSS and endoflife.date, what changed. It tells them nothing of this project, unless told so.',
      )
      .argument('[path]', 'a folder in the project (default: this one)'),
  )
    .option('--ecosystem <LIST>', 'of OSV, by its names, such as npm,PyPI (default: what the project has)', list)
    .option('--source <LIST>', 'only these, such as osv,kev,github', list)
    .option('--send-packages', 'osv-api and npm-audit may be told the names of this project’s packages')
    .option('--target <REVISION>', 'read the declaration from there, as a pull request must not choose whom to believe')
    .option('--from <MIRROR>', 'take over a bundle from a URL or a folder, instead')
    .action(async (path: string | undefined, options: SyncOptions) =>
      done(await (await import('./advisories.ts')).runSync(path ?? '.', options, terminal)),
    );
}

function addImport(advisories: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  changing(
    advisories
      .command('import')
      .summary('take advisories from files, without the network')
      .description(
        'Takes dumps (npm.zip, npm/all.zip), folders, archives and files in OSV form, the catalogues of CISA, FIRST and endoflife.date, and bundles.',
      )
      .argument('<paths...>', 'files and folders'),
  )
    .addOption(
      new Option('--as-of <DATE>', 'when the files are from (default: their newest change)').argParser((text) => {
        if (/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
        throw new CommanderError(2, 'selvedge.as-of', `${visible(text)} is not a date such as 2026-11-22`);
      }),
    )
    .action(async (paths: string[], options: ImportOptions) =>
      done(await (await import('./advisories.ts')).runImport(paths, options, terminal)),
    );
}

function addRest(advisories: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  advisories
    .command('status')
    .summary('what is there, and how old it is')
    .description('Shows each source: what it has, what it speaks of, how old it is, and what went wrong.')
    .option('--json', 'print it as JSON')
    .action(async (options: { json?: boolean }) =>
      done((await import('./advisories.ts')).runStatus(options.json === true, terminal)),
    );
  advisories
    .command('export')
    .summary('write all of it as one signed file, for machines without a network')
    .description('Writes what is there as one signed file. Prints the key by which others believe it.')
    .argument('<bundle>', 'the file to write')
    .option('--signing-key <FILE>', 'a private Ed25519 key in PEM (default: this machine’s own)')
    .action(async (bundle: string, options: { signingKey?: string }) =>
      done((await import('./advisories.ts')).runExport(bundle, options.signingKey, terminal)),
    );
  advisories
    .command('verify')
    .summary('hold what is there to its digests and its signature')
    .description('Reads every byte, and holds it to the digests that were signed when it was put there.')
    .option('--key <KEY>', 'who signed it (default: this machine)')
    .action(async (options: { key?: string }) =>
      done(await (await import('./advisories.ts')).runVerify(options.key, terminal)),
    );
  advisories
    .command('remove')
    .summary('forget sources')
    .description('Forgets sources, and what is stored of them.')
    .argument('<ids...>', 'as status shows them')
    .action(async (ids: string[]) => done(await (await import('./advisories.ts')).runRemove(ids, terminal)));
}

function changing(command: Command): Command {
  return command
    .option('--accept-shrink', 'take a source that lost a fifth of its records or more')
    .option('--accept-older', 'take what is older than what is there')
    .option('--key <KEY>', 'who signs bundles: what export printed, or a file with it')
    .option('--json', 'print what was done as JSON');
}

function list(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
