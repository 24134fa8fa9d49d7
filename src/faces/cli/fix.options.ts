import { type Command, CommanderError, Option } from 'commander';
import type { FixWords } from './fix.ts';
import type { Terminal } from './terminal.ts';
import type { UpdateWords } from './update.ts';
import { visible } from './visible.ts';

/** `selvedge fix`: what it does is loaded when it is asked for. */
export function addFix(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
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

/** `selvedge update`. */
export function addUpdate(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
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
