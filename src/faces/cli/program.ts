import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { type Stage, stages } from '#ground/model';
import { version } from '#flows/version';
import { addAdvisories } from './advisories.options.ts';
import { explainFailure } from './failure.ts';
import { addFix, addUpdate } from './fix.options.ts';
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
import { addServer } from './server.options.ts';
import type { Terminal } from './terminal.ts';
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

/** commander's own sentence, in our shape: "error: unknown option '--stagd'\n(Did you mean --staged?)". */
function complaint(text: string, { marks, style }: Terminal): string {
  const [said = '', ...more] = text.trim().split('\n');
  const sentence = said.replace(/^error: /, '');
  return `${style.red(marks.fail)} ${visible(sentence.charAt(0).toUpperCase() + sentence.slice(1))}\n${more.map((line) => `  ${visible(line)}\n`).join('')}`;
}
