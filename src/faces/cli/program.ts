import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { type Stage, stages } from '#ground/model';
import { version } from '#flows/version';
import { addAdvisories } from './advisories.options.ts';
import { explainFailure } from './failure.ts';
import type { FixWords } from './fix.ts';
import { helpText } from './help.ts';
import type { RotationFormat } from './rotate.ts';
import { addSbom } from './sbom.options.ts';
import {
  type OptionDeclaration,
  contradictionIn,
  isThreadCount,
  scanArguments,
  scanOptions,
  separator,
} from './scan.options.ts';
import type { Terminal } from './terminal.ts';
import type { UpdateWords } from './update.ts';
import { visible } from './visible.ts';

/** Everything that the quick path does not take: parses with commander, and loads the command that is asked for. */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  if (words.length === 0) {
    terminal.out(helpText(terminal));
    return 0;
  }
  let exitCode = 0;
  const program = commands(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    // commander has said what is wrong; asking for help is not wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return explainFailure(error, terminal);
  }
}

function commands(terminal: Terminal, done: (exitCode: number) => void): Command {
  const program = new Command('selvedge')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(complaint(text, terminal)),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .exitOverride();
  program.helpInformation = () => helpText(terminal);
  addScan(program, terminal, done);
  addExplain(program, terminal, done);
  addInit(program, terminal, done);
  addAccept(program, terminal, done);
  addSecrets(program, terminal, done);
  addFix(program, terminal, done);
  addUpdate(program, terminal, done);
  addAdvisories(program, terminal, done);
  addSbom(program, terminal, done);
  addRules(program, terminal, done);
  addServer(program, terminal, done);
  return program;
}

type Done = (exitCode: number) => void;

function addScan(program: Command, terminal: Terminal, done: Done): void {
  const command = program
    .command('scan')
    .summary('look for what must not ship')
    .description('Looks at a folder, or a part of it, and decides whether it may pass.')
    .argument('[path]', 'the folder (default: this one)')
    .addHelpText('after', scanExamples);
  for (const declared of scanOptions) command.addOption(optionOf(declared));
  command.action(async (path: string | undefined, _: unknown, self: Command) => {
    const values = new Map(
      scanOptions.flatMap(({ flag }) => {
        const name = new Option(flag).attributeName();
        return self.getOptionValueSource(name) === 'cli' ? [[flag, String(self.getOptionValue(name))] as const] : [];
      }),
    );
    const wrong = contradictionIn(values);
    if (wrong !== undefined)
      throw Object.assign(new Error(wrong.message), { code: 'contradiction', remedy: wrong.remedy });
    const asked = scanArguments(values, path === undefined ? [] : [path]);
    // Nothing else passes commander that scanArguments refuses: both read the same declarations.
    if (asked === undefined) throw new Error('the options of scan are declared in contradiction');
    done(await (await import('./scan.ts')).runScan(asked, terminal));
  });
}

const scanExamples = `
Examples:
  selvedge scan                                     this folder
  selvedge scan --staged --quiet                    in a pre-commit hook
  selvedge scan --since origin/main --gate merge    in a pull request
  selvedge scan --since main --coverage lcov.info   what tests ran of a change
  selvedge scan --history                           all that was ever committed
  selvedge scan --format sarif --output scan.sarif  for a code host
  git show HEAD:a.env | selvedge scan --stdin --stdin-path a.env
`;

function optionOf({ flag, value, help, choices, repeats }: OptionDeclaration): Option {
  const option = new Option(value === undefined ? flag : `${flag} <${value}>`, help);
  if (choices !== undefined) option.choices(choices);
  if (repeats === true)
    option.argParser((text, earlier: string | undefined) =>
      earlier === undefined ? text : earlier + separator + text,
    );
  if (flag === '--threads') {
    option.argParser((text) => {
      if (!isThreadCount(text))
        throw new CommanderError(2, 'selvedge.threads', `${visible(text)} is not a number of threads from 1 to 999`);
      return text;
    });
  }
  return option;
}

function addExplain(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('explain')
    .summary('say what a rule, finding or control is about')
    .description(
      'Says what a rule finds, where a finding of the last scan stands and how to fix it, or what a control asks.',
    )
    .argument('<what>', 'a rule (secrets/…), a finding (fnd_…) or a control')
    .action(async (what: string) =>
      done(await (await import('./explain.ts')).runExplain(what, process.cwd(), terminal)),
    );
}

function addInit(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('init')
    .summary('write a selvedge.yaml')
    .description(
      'Writes selvedge.yaml with an id for this project and, if wanted, a git pre-commit hook. Shows first what it will do.',
    )
    .argument('[path]', 'the folder (default: this one)')
    .option('--yes', 'do it without asking')
    .option('--hook', 'also install the pre-commit hook')
    .action(async (path: string | undefined, options: { yes?: boolean; hook?: boolean }) =>
      done(await (await import('./init.ts')).runInit({ path: path ?? '.', ...options }, terminal)),
    );
}

function addAccept(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('accept')
    .summary('accept a finding until a date, for a reason')
    .description(
      'Writes an exception to .selvedge/exceptions.yaml. The review that merges it approves it; from merge on the target branch counts.',
    )
    .argument('<finding>', 'fnd_… or the beginning of it, from the last scan')
    .requiredOption('--until <DATE>', 'the last day on which it holds, such as 2027-01-31; a year at most')
    .requiredOption('--because <TEXT>', 'why, for the next reader; 10 characters at least')
    .addOption(new Option('--stage <STAGE>', 'only at this stage').choices([...stages]))
    .action(async (finding: string, options: { until: string; because: string; stage?: Stage }) =>
      done(await (await import('./accept.ts')).runAccept({ path: process.cwd(), finding, ...options }, terminal)),
    );
}

function addSecrets(program: Command, terminal: Terminal, done: Done): void {
  const secrets = program
    .command('secrets')
    .summary('what to do about leaked secrets')
    .description('What to do about secrets that leaked.');
  secrets
    .command('rotate-list')
    .summary('what to revoke, where, in what order')
    .description(
      'Lists the secrets of the last scan by the page on which they are revoked: first what a provider called live (scan --verify), then by severity.',
    )
    .argument('[path]', 'a folder in the project (default: this one)')
    .addOption(
      new Option('--format <FORMAT>', 'the form of the list').choices(['pretty', 'markdown', 'json']).default('pretty'),
    )
    .action(async (path: string | undefined, options: { format: RotationFormat }) =>
      done(await (await import('./rotate.ts')).runRotateList(resolve(path ?? '.'), options.format, terminal)),
    );
}

function addFix(program: Command, terminal: Terminal, done: Done): void {
  const command = program
    .command('fix')
    .summary('the smallest change that closes findings of dependencies, or of code')
    .description(
      'Plans the smallest set of changes that closes what advisories say of dependencies, shows it, and writes it to a branch with an explaining commit. Asks the package registries that your package managers ask. What you have checked out stays as it is. With --code, repairs in place what rules about code know how to repair; each file is scanned again before it is written.',
    )
    .argument('[path]', 'the folder, or a lockfile (default: this folder)')
    .option('--finding <ID>', 'only this finding of the last scan')
    .option('--advisory <ID>', 'only this advisory, by any of its ids')
    .option('--package <NAME>', 'only this package')
    .option('--code', 'repair findings in code instead, in place')
    .option('--rule <ID>', 'with --code: only findings of this rule');
  writeOptions(command)
    .addHelpText('after', fixExamples)
    .action(async (path: string | undefined, options: Omit<FixWords, 'path'> & { code?: boolean; rule?: string }) => {
      const words = { ...options, path: path ?? '.' };
      done(
        options.code === true
          ? await (await import('./fix-code.ts')).runFixCode(words, terminal)
          : await (await import('./fix.ts')).runFix(words, terminal),
      );
    });
}

const fixExamples = `
Examples:
  selvedge fix --dry-run                      say what would change, and why
  selvedge fix --check "npm ci && npm test"   and drop what breaks the tests
  selvedge fix --advisory CVE-2022-24999      one advisory, wherever it is
  selvedge fix --max-distance major           major upgrades too
  selvedge fix --code --dry-run               how code would be repaired
`;

function addUpdate(program: Command, terminal: Terminal, done: Done): void {
  const command = program
    .command('update')
    .summary('keep dependencies current')
    .description(
      'Takes the newest version of everything that is older than the cooldown and that no advisory speaks of, without waiting for a vulnerability.',
    )
    .argument('[path]', 'the folder, or a lockfile (default: this folder)')
    .option('--package <NAMES...>', 'only these packages')
    .addOption(
      new Option(
        '--group <HOW>',
        'what goes into one commit: all that is no major upgrade, each package, or everything',
      )
        .choices(['distance', 'each', 'all'])
        .default('distance'),
    );
  writeOptions(command).action(async (path: string | undefined, options: Omit<UpdateWords, 'path'>) =>
    done(await (await import('./update.ts')).runUpdate({ ...options, path: path ?? '.' }, terminal)),
  );
}

/** What `fix` and `update` have in common: how far, where to, and what must pass. */
function writeOptions(command: Command): Command {
  return command
    .option('--dry-run', 'show the plan, and write nothing')
    .option('--check <CMD>', 'run this over each set of changes, in a fresh copy; drop what does not pass')
    .option('--branch <NAME>', 'the branch to make (default: selvedge/…)')
    .addOption(new Option('--in-place', 'change the files themselves, and make no branch').conflicts('branch'))
    .addOption(
      new Option('--max-distance <HOW>', 'the farthest that anything may move (default: minor)').choices([
        'patch',
        'minor',
        'major',
      ]),
    )
    .addOption(
      new Option('--cooldown <DAYS>', 'how old a version must be (default: 7)').argParser((text) => {
        if (!/^\d{1,4}$/.test(text))
          throw new CommanderError(2, 'selvedge.cooldown', `${visible(text)} is not a number of days`);
        return Number(text);
      }),
    )
    .option('--offline', 'ask no registry: use what is kept of earlier answers')
    .addOption(new Option('--format <FORMAT>', 'the form of the answer').choices(['pretty', 'json']).default('pretty'));
}

function addRules(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('rules')
    .summary('test rules of your own')
    .command('test')
    .summary('run rules over their own examples')
    .description(
      'Runs each rule of a folder over its examples: it must find the bad ones, and leave the good ones alone.',
    )
    .argument('[folder]', 'where the rules lie', '.selvedge/rules')
    .action(async (folder: string) => done(await (await import('./rules.ts')).runRulesTest(folder, terminal)));
}

function addServer(program: Command, terminal: Terminal, done: Done): void {
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

/** commander's own sentence, in our shape: "error: unknown option '--stagd'\n(Did you mean --staged?)". */
function complaint(text: string, { marks, style }: Terminal): string {
  const [said = '', ...more] = text.trim().split('\n');
  const sentence = said.replace(/^error: /, '');
  return `${style.red(marks.fail)} ${visible(sentence.charAt(0).toUpperCase() + sentence.slice(1))}\n${more.map((line) => `  ${visible(line)}\n`).join('')}`;
}
