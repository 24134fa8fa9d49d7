/**
 * How much of what is said of code that is kept well is a false alarm: findings in ten public repositories, labelled by hand in
 * false-alarms.yaml.
 *     node bench/code/false-alarms.ts [--folder FOLDER] [--json] [--check]
 * FOLDER (usually selvedge-bench in the user's cache) holds a tree of each at its commit, named OWNER+NAME; none of them is part of this
 * project. One that is not there is skipped, and how to get it is printed. A finding is held against the label of the same repository, path,
 * rule and line; tests are left out. Printed are the rates by confidence and by rule over what is labelled and still found, and how many
 * findings have no label. --check scans nothing: it counts the labels. Exit code 1 when nothing could be looked at.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { scanAndDecide } from '../../src/flows/scan.ts';
import { isTestPath } from '../../src/observe/code/paths.ts';

const labels = ['true', 'arguable', 'false'] as const;
const confidenceSchema = z.enum(['certain', 'likely', 'possible']);
const listSchema = z.strictObject({
  repositories: z.array(
    z.strictObject({
      repository: z.string().regex(/^[\w-]+\/[\w.-]+$/),
      commit: z.string().regex(/^[0-9a-f]{40}$/),
      findings: z
        .array(
          z.strictObject({
            path: z.string(),
            line: z.int().min(1),
            rule: z.string().regex(/^code\/[a-z0-9-]+$/),
            /** As it was said when it was labelled. */
            confidence: confidenceSchema,
            label: z.enum(labels),
            why: z.string(),
          }),
        )
        .min(1),
    }),
  ),
});
type Repository = z.infer<typeof listSchema>['repositories'][number];

interface Judged {
  readonly repository: string;
  readonly rule: string;
  readonly confidence: z.infer<typeof confidenceSchema>;
  /** Absent: nobody read it. */
  readonly label: (typeof labels)[number] | undefined;
}

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string' },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const folder =
  options.folder ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'selvedge-bench', 'repositories');
const { repositories } = listSchema.parse(
  parse(readFileSync(join(import.meta.dirname, 'false-alarms.yaml'), 'utf8')) as unknown,
);
if (options.check) print(repositories.flatMap(labelled));
else await measure();

async function measure(): Promise<void> {
  const there = repositories.filter((one) => isThere(one));
  if (there.length === 0) {
    process.exitCode = 1;
    return;
  }
  const home = mkdtempSync(join(tmpdir(), 'code-false-alarms-'));
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  try {
    const judged: Judged[] = [];
    for (const one of there) judged.push(...(await judge(one)));
    print(judged);
    const gone = there.reduce((sum, { findings }) => sum + findings.length, 0) - judged.filter(isLabelled).length;
    if (!options.json) process.stdout.write(`${gone} labelled findings are not told any more\n`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Tells how to get it where it is not. */
function isThere({ repository, commit }: Repository): boolean {
  const tree = treeOf(repository);
  if (existsSync(tree)) return true;
  process.stderr.write(
    [
      `${repository} is skipped: there is nothing at ${tree}. To get it:`,
      `    git clone --no-checkout https://github.com/${repository} ${tree}`,
      `    git -C ${tree} checkout --detach ${commit}`,
      '',
    ].join('\n'),
  );
  return false;
}

function treeOf(repository: string): string {
  return join(folder, repository.replace('/', '+'));
}

async function judge({ repository, findings }: Repository): Promise<Judged[]> {
  const known = new Map(findings.map((one) => [keyOf(one.path, one.rule, one.line), one.label]));
  const report = await scanAndDecide({
    path: treeOf(repository),
    source: { kind: 'working-tree' },
    cache: false,
    threads: 0,
  });
  const told = new Map(
    report.findings
      .filter(({ rule, location }) => rule.startsWith('code/') && !isTestPath(location.path))
      .map(({ rule, location, confidence }) => [
        keyOf(location.path, rule, location.startLine),
        { rule, confidence: confidenceSchema.parse(confidence) },
      ]),
  );
  return [...told].map(([key, { rule, confidence }]) => ({ repository, rule, confidence, label: known.get(key) }));
}

function keyOf(path: string, rule: string, line: number): string {
  return `${path}\n${rule}\n${line}`;
}

function labelled({ repository, findings }: Repository): Judged[] {
  return findings.map(({ rule, confidence, label }) => ({ repository, rule, confidence, label }));
}

function isLabelled({ label }: Judged): boolean {
  return label !== undefined;
}

function print(judged: readonly Judged[]): void {
  const byConfidence = Map.groupBy(judged, ({ confidence }) =>
    confidence === 'possible' ? 'possible' : 'likely and certain',
  );
  const byRule = Map.groupBy(judged, ({ rule }) => rule);
  const rows = [
    ...[...byConfidence].map(([name, some]) => countOf(name, some)),
    ...[...byRule].sort(([, one], [, other]) => other.length - one.length).map(([name, some]) => countOf(name, some)),
  ];
  if (options.json) process.stdout.write(`${JSON.stringify(rows, undefined, 1)}\n`);
  else
    process.stdout.write(
      `${['', 'true', 'arguable', 'false', 'false rate', 'no label'].map(cell).join(' ')}\n${rows
        .map((row) => [row.name, row.true, row.arguable, row.false, row.rate, row.unlabelled].map(cell).join(' '))
        .join('\n')}\n`,
    );
}

function cell(value: string | number | undefined, column: number): string {
  return column === 0 ? String(value).padEnd(34) : String(value ?? '-').padStart(10);
}

function countOf(name: string, some: readonly Judged[]) {
  const count = (label: Judged['label']) => some.filter((one) => one.label === label).length;
  const all = some.filter(isLabelled).length;
  return {
    name,
    true: count('true'),
    arguable: count('arguable'),
    false: count('false'),
    rate: all === 0 ? undefined : Number((count('false') / all).toFixed(2)),
    unlabelled: count(undefined),
  };
}
