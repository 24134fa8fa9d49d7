import { version } from '#flows/version';
import type { Terminal } from './terminal.ts';

/** `selvedge --help`: grouped by what somebody wants, each line a command that can be typed as it stands. */
export function helpText({ style, marks }: Terminal): string {
  const group = (title: string, lines: readonly (readonly [command: string, what: string])[]): string =>
    [style.bold(title), ...lines.map(([command, what]) => `  ${command.padEnd(34)}${style.dim(what)}`)].join('\n');
  return `${[
    `${style.bold(`Selvedge ${version}`)} ${marks.dash} finds what must not ship, decides alike at every stage, and\ncan prove it. No network unless asked, no telemetry.`,
    group('See what is wrong', [
      ['selvedge scan', 'this folder, all of it'],
      ['selvedge scan --staged', 'what you are about to commit'],
      ['selvedge scan --since main', 'what your branch adds'],
      ['selvedge explain FINDING', 'where, why it matters, how to fix it'],
      ['selvedge explain RULE', 'what a rule finds, with examples'],
      ['selvedge explain CONTROL', 'what must hold, and from when on'],
    ]),
    group('Live with what is there', [
      ['selvedge scan --write-baseline F', 'remember what is there today …'],
      ['selvedge scan --baseline F', '… and tell the new from the known'],
      ['selvedge accept FINDING …', 'accept a finding until a date'],
      ['selvedge secrets rotate-list', 'what to revoke, where, in what order'],
    ]),
    group('Know your dependencies', [
      ['selvedge advisories sync', 'get what is known, over the network'],
      ['selvedge advisories import PATH', '… or from files'],
      ['selvedge advisories status', 'what is there, and how old it is'],
      ['selvedge sbom -o bom.json', 'what this folder is made of'],
      ['selvedge vex --author NAME', 'what vulnerabilities mean here'],
    ]),
    group('Repair dependencies', [
      ['selvedge fix --dry-run', 'the smallest change, and why'],
      ['selvedge fix', 'the same, on a branch with a commit'],
      ['selvedge update', 'keep everything current'],
    ]),
    group('While you write', [
      ['selvedge lsp', 'findings while you type, for editors'],
      ['selvedge mcp', 'checks what coding agents write'],
      ['selvedge fix --code', 'repairs code where a rule says how'],
    ]),
    group('Build it in', [
      ['selvedge init', 'a selvedge.yaml, a pre-commit hook'],
      ['selvedge rules test', 'your own rules, on their examples'],
      ['selvedge scan --since main \\', 'in a pull request, the code'],
      ['    --gate merge --format sarif', 'host shows the findings'],
    ]),
    group('Keep a record of it', [
      ['selvedge start [PATH | GIT-URL]', 'scan, record, and open the page'],
      ['selvedge call OPERATION …', 'read and change what a server keeps'],
      ['selvedge backup FILE', 'copy the database and its log'],
      ['selvedge restore FILE', 'begin again from a copy'],
    ]),
    `${style.bold('Exit codes')}  0 pass  1 a control fails  2 wrong usage or configuration\n            3 unknown, where a control must know`,
    `selvedge COMMAND --help says more about each.`,
  ].join('\n\n')}\n`;
}
