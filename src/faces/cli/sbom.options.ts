import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SbomWords, VexWords } from './sbom.ts';
import type { Terminal } from './terminal.ts';

/** `selvedge sbom` and `selvedge vex`: what they do is loaded when it is asked for. */
export function addSbom(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  program
    .command('sbom')
    .summary('write the bill of materials')
    .description(
      'Lists what a folder is made of, with who brings in whom, as an SBOM. The same project gives the same bytes. What could not be looked at stands in it.',
    )
    .argument('[path]', 'the folder (default: this one)')
    .addOption(
      new Option('--format <FORMAT>', 'the form of it')
        .choices(['cyclonedx-json', 'cyclonedx-xml', 'spdx-json'])
        .default('cyclonedx-json'),
    )
    .option('-o, --output <FILE>', 'write it there, and not to the terminal')
    .addOption(timestampOption('when it was made (default: it says nothing of time)'))
    .addHelpText('after', sbomExamples)
    .action(async (path: string | undefined, words: SbomWords) =>
      done(await (await import('./sbom.ts')).runSbom(path ?? '.', words, terminal)),
    );
  program
    .command('vex')
    .summary('say what vulnerabilities mean here, for others')
    .description(
      'Writes what the exceptions of the last scan say of vulnerable dependencies. A reason that begins with a justification of VEX and a colon says that a package is not affected; any other accepts a risk, and says so.',
    )
    .argument('[path]', 'a folder in the project (default: this one)')
    .addOption(
      new Option('--format <FORMAT>', 'the form of it').choices(['openvex', 'cyclonedx', 'csaf']).default('openvex'),
    )
    .requiredOption('--author <NAME>', 'who says so')
    .addOption(timestampOption('when it is said (default: when the scan ended)'))
    .action(async (path: string | undefined, words: VexWords) =>
      done((await import('./sbom.ts')).runVex(path ?? '.', words, terminal)),
    );
}

function timestampOption(help: string): Option {
  return new Option('--timestamp <INSTANT>', help).argParser((text) => {
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    throw new InvalidArgumentError('An instant such as 2026-11-22T10:00:00Z is expected.');
  });
}

const sbomExamples = `
Examples:
  selvedge sbom -o bom.json                        CycloneDX 1.6
  selvedge sbom --format cyclonedx-xml -o bom.xml
  selvedge sbom --format spdx-json services/shop   SPDX 2.3, of a part
  selvedge scan                                    also reads SBOMs that lie here
`;
