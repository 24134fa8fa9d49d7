/** The options of `selvedge scan`, declared once: the quick path parses by them, commander parses and explains them. */

export const formats = ['pretty', 'json', 'sarif', 'markdown'] as const;
export type Format = (typeof formats)[number];

export interface OptionDeclaration {
  /** `--since`. */
  readonly flag: string;
  /** What follows it, as help shows it: `REV`; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  readonly choices?: readonly string[];
  /** It may be given several times; its values are kept as one text, with `separator` between them. */
  readonly repeats?: true;
}

/** No argument of a program holds it. */
export const separator = '\0';

export const scanOptions = [
  { flag: '--staged', help: 'only what is staged for the next commit (for a pre-commit hook)' },
  { flag: '--since', value: 'REV', help: 'only what was added since REV; controls and exceptions come from REV' },
  {
    flag: '--history',
    help: 'every version of every file that the repository ever had, on all branches, tags and stashes',
  },
  { flag: '--unreachable', help: 'with --history: also what no branch, tag or stash leads to any more' },
  { flag: '--stdin', help: 'text from standard input' },
  { flag: '--stdin-path', value: 'PATH', help: 'the path that the text from standard input has' },
  {
    flag: '--gate',
    value: 'STAGE',
    help: 'decide as this stage',
    choices: ['commit', 'merge', 'build', 'deploy', 'run'],
  },
  { flag: '--target', value: 'REV', help: 'the branch that this is to be merged into, whose controls count' },
  {
    flag: '--baseline',
    value: 'FILE',
    help: 'findings in FILE (ours, or a JSON report of gitleaks) are known, not new',
  },
  { flag: '--write-baseline', value: 'FILE', help: 'write the findings of this scan to FILE' },
  {
    flag: '--coverage',
    value: 'FILE',
    help: 'how much of a change ran in tests: lcov, Cobertura, JaCoCo or Clover; may be repeated',
    repeats: true,
  },
  {
    flag: '--tests',
    value: 'FILE',
    help: 'which tests failed: JUnit’s XML; may be repeated',
    repeats: true,
  },
  { flag: '--gitleaks-config', value: 'PATH', help: 'rules for gitleaks in PATH instead of .gitleaks.toml' },
  { flag: '--format', value: 'FORMAT', help: 'the form of the report', choices: formats },
  { flag: '--output', value: 'FILE', help: 'write the report to FILE' },
  { flag: '--quiet', help: 'say nothing unless something fails or is unknown' },
  { flag: '--verbose', help: 'also list each file that was not looked at, and every finding in full' },
  {
    flag: '--verify',
    help: 'ask the providers of secrets whether they are live: one harmless request each, over the network',
  },
  {
    flag: '--health',
    help: 'ask the package registries about dependencies: too new, taken back, abandoned, without their attestation; over the network',
  },
  { flag: '--no-cache', help: 'look at everything anew' },
  { flag: '--threads', value: 'N', help: 'threads to scan with (default: what the machine has)' },
] as const satisfies readonly OptionDeclaration[];

/** What `selvedge scan` was asked to do. */
export interface ScanArguments {
  readonly path?: string;
  readonly staged: boolean;
  readonly since?: string;
  readonly history: boolean;
  readonly unreachable: boolean;
  readonly stdin: boolean;
  readonly stdinPath?: string;
  readonly gate?: string;
  readonly target?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly coverage?: readonly string[];
  readonly tests?: readonly string[];
  readonly gitleaksConfig?: string;
  readonly format: Format;
  readonly output?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly verify: boolean;
  readonly health: boolean;
  readonly cache: boolean;
  readonly threads?: number;
}

/** The words after `scan` by flag, without dashes: `{ staged: true, since: 'main' }`; `operands` are the rest. */
interface ParsedWords {
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * Reads the words after `scan` without loading a parser: loading one costs half of what `node` itself costs. Returns
 * undefined for anything that is not plainly right; commander then says what is wrong with it.
 */
export function readScanWords(words: readonly string[]): ScanArguments | undefined {
  const parsed = parseWords(words);
  return parsed === undefined ? undefined : scanArguments(parsed.values, parsed.operands);
}

function parseWords(words: readonly string[]): ParsedWords | undefined {
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const flag = equals < 0 ? word : word.slice(0, equals);
    const option: OptionDeclaration | undefined = scanOptions.find((declared) => declared.flag === flag);
    if (option === undefined || (option.value === undefined && equals >= 0)) return undefined;
    const value = option.value === undefined ? '' : equals >= 0 ? word.slice(equals + 1) : words[(at += 1)];
    if (value === undefined || (option.value !== undefined && value.startsWith('-') && equals < 0)) return undefined;
    const earlier = option.repeats === true ? values.get(flag) : undefined;
    values.set(flag, earlier === undefined ? value : earlier + separator + value);
  }
  return { values, operands };
}

const sources = ['--staged', '--since', '--history', '--stdin'];

/** What is wrong with options that ask for two things at once, or for nothing: each of them would otherwise be dropped in silence. */
export function contradictionIn(
  values: ReadonlyMap<string, string>,
): { readonly message: string; readonly remedy: string } | undefined {
  const [first, second] = sources.filter((flag) => values.has(flag));
  if (second !== undefined)
    return { message: `a scan has one source, not both ${first} and ${second}`, remedy: 'one scan for each of them' };
  if (values.has('--stdin-path') && !values.has('--stdin'))
    return { message: '--stdin-path names a text from standard input', remedy: 'add --stdin, or leave it out' };
  if (values.has('--unreachable') && !values.has('--history'))
    return { message: '--unreachable says something only of a history', remedy: 'add --history, or leave it out' };
  const report = ['--coverage', '--tests'].find((flag) => values.has(flag));
  if (report !== undefined && !values.has('--since') && !values.has('--staged'))
    return {
      message: `${report} says something only of a change`,
      remedy: 'add --since REV or --staged, or leave it out',
    };
  return undefined;
}

/** Undefined when a value is not one of its choices, options contradict each other, or there are more operands than one. */
export function scanArguments(
  values: ReadonlyMap<string, string>,
  operands: readonly string[],
): ScanArguments | undefined {
  const format = formats.find((format) => format === (values.get('--format') ?? 'pretty'));
  const threads = values.get('--threads');
  const wrongChoice = scanOptions.some((option: OptionDeclaration) => {
    const value = values.get(option.flag);
    return value !== undefined && option.choices !== undefined && !option.choices.includes(value);
  });
  if (operands.length > 1 || format === undefined || wrongChoice || contradictionIn(values) !== undefined)
    return undefined;
  if (threads !== undefined && !isThreadCount(threads)) return undefined;
  return {
    ...optional('path', operands[0]),
    ...optional('since', values.get('--since')),
    ...optional('stdinPath', values.get('--stdin-path')),
    ...optional('gate', values.get('--gate')),
    ...optional('target', values.get('--target')),
    ...optional('baseline', values.get('--baseline')),
    ...optional('writeBaseline', values.get('--write-baseline')),
    ...optional('coverage', values.get('--coverage')?.split(separator)),
    ...optional('tests', values.get('--tests')?.split(separator)),
    ...optional('gitleaksConfig', values.get('--gitleaks-config')),
    ...optional('output', values.get('--output')),
    ...(threads === undefined ? {} : { threads: Number(threads) }),
    format,
    staged: values.has('--staged'),
    history: values.has('--history'),
    unreachable: values.has('--unreachable'),
    stdin: values.has('--stdin'),
    quiet: values.has('--quiet'),
    verbose: values.has('--verbose'),
    verify: values.has('--verify'),
    health: values.has('--health'),
    cache: !values.has('--no-cache'),
  };
}

export function isThreadCount(text: string): boolean {
  return /^[1-9]\d{0,2}$/.test(text);
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: Value }); // a computed key widens to string
}
