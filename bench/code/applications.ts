/**
 * How much of the known weaknesses of four public applications that are weak on purpose is found: applications.yaml says where they are.
 *     node bench/code/applications.ts [--folder FOLDER] [--likely] [--json] [--check]
 * FOLDER (usually selvedge-bench in the user's cache) holds a work tree of each at its commit, named OWNER+NAME; none of them is part of
 * this project. One that is not there is skipped, and how to get it is printed. --likely leaves out findings that are merely possible;
 * --check scans nothing: it says which places are not in the work trees. Exit code 1 when a check fails, or nothing could be looked at.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { findingsIn, numbersOfRules } from './findings.ts';
import { answers, type Found } from './score.ts';

const weaknessSchema = z.strictObject({
  /** `CWE-89|CWE-564`: any of them is right. */
  cwe: z.string().regex(/^CWE-[0-9]{1,4}(\|CWE-[0-9]{1,4})*$/),
  /** `judgement`: reading the code alone does not decide it. */
  shows: z.enum(['code', 'judgement']),
  what: z.string(),
  /** `FILE:LINE` or `FILE:FROM-TO`, from 1; any of them is right. */
  at: z.array(z.string().regex(/^[^:]+:[0-9]+(-[0-9]+)?$/)).min(1),
});
const listSchema = z.strictObject({
  applications: z.array(
    z.strictObject({
      repository: z.string().regex(/^[\w-]+\/[\w.-]+$/),
      commit: z.string().regex(/^[0-9a-f]{40}$/),
      weaknesses: z.array(weaknessSchema).min(1),
    }),
  ),
});
type Application = z.infer<typeof listSchema>['applications'][number];
type Weakness = z.infer<typeof weaknessSchema>;

interface Place {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

interface Measured {
  readonly repository: string;
  readonly seconds: number;
  readonly findings: number;
  readonly found: readonly Weakness[];
  readonly missed: readonly Weakness[];
}

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string' },
    likely: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const folder =
  options.folder ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'selvedge-bench', 'applications');
const { applications } = listSchema.parse(
  parse(readFileSync(join(import.meta.dirname, 'applications.yaml'), 'utf8')) as unknown,
);
const there = applications.filter((one) => isThere(one));
if (there.length === 0) process.exitCode = 1;
else if (options.check) check();
else await measure();

/** Tells how to get it where it is not. */
function isThere({ repository, commit }: Application): boolean {
  const tree = treeOf(repository);
  if (existsSync(join(tree, '.git')) && git(tree, 'rev-parse', 'HEAD') === commit) return true;
  process.stderr.write(
    [
      `${repository} is skipped: there is no work tree of ${commit.slice(0, 12)} at ${tree}. To get it:`,
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

function git(tree: string, ...command: string[]): string {
  return execFileSync('git', ['-C', tree, ...command], { encoding: 'utf8' }).trim();
}

function check(): void {
  const wrong = there.flatMap(({ repository, weaknesses }) =>
    weaknesses.flatMap(({ at }) => at.filter((text) => !isIn(treeOf(repository), placeOf(text)))),
  );
  const count = there.reduce((sum, { weaknesses }) => sum + weaknesses.length, 0);
  process.stdout.write(`${[...wrong.map((text) => `${text} is not there`), `${count} weaknesses`].join('\n')}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}

/** Whether the place's first and last line are lines with something on them. */
function isIn(tree: string, { path, from, to }: Place): boolean {
  if (!existsSync(join(tree, path))) return false;
  const lines = readFileSync(join(tree, path), 'utf8').split('\n');
  return from <= to && [from, to].every((line) => (lines[line - 1] ?? '').trim() !== '');
}

async function measure(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'code-applications-'));
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  try {
    const cwesOf = await numbersOfRules();
    const measured: Measured[] = [];
    for (const one of there) measured.push(await measureOne(one, cwesOf));
    process.stdout.write(`${options.json ? JSON.stringify(measured, undefined, 1) : reportOf(measured)}\n`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function measureOne(
  { repository, weaknesses }: Application,
  cwesOf: ReadonlyMap<string, readonly string[]>,
): Promise<Measured> {
  const started = performance.now();
  const findings = await findingsIn(treeOf(repository), cwesOf, options.likely);
  const seconds = (performance.now() - started) / 1000;
  const found = weaknesses.filter((weakness) => findings.some((finding) => isAbout(finding, weakness)));
  const missed = weaknesses.filter((weakness) => !found.includes(weakness));
  return { repository, seconds, findings: findings.length, found, missed };
}

function isAbout(finding: Found, { cwe, at }: Weakness): boolean {
  const cwes = cwe.split('|');
  return at.map(placeOf).some(({ path, from, to }) => answers(finding, { path, line: from, to, cwes }));
}

function placeOf(text: string): Place {
  const colon = text.lastIndexOf(':');
  const [from, to] = text
    .slice(colon + 1)
    .split('-')
    .map(Number);
  return { path: text.slice(0, colon), from: from ?? 0, to: to ?? from ?? 0 };
}

function reportOf(measured: readonly Measured[]): string {
  return [
    `${'application'.padEnd(28)} ${'shown by the code'.padEnd(22)} ${'left to judgement'.padEnd(22)} findings seconds`,
    ...measured.map((one) =>
      [
        one.repository.padEnd(28),
        recallOf([one], 'code').padEnd(22),
        recallOf([one], 'judgement').padEnd(22),
        String(one.findings).padStart(8),
        one.seconds.toFixed(1).padStart(7),
      ].join(' '),
    ),
    `${'all'.padEnd(28)} ${recallOf(measured, 'code').padEnd(22)} ${recallOf(measured, 'judgement')}`,
    ...measured.flatMap(({ repository, missed }) => [
      '',
      `Missed in ${repository}:`,
      ...missed.map(({ cwe, shows, what, at }) => `  ${shows.padEnd(9)} ${cwe.padEnd(24)} ${at[0] ?? ''}  ${what}`),
    ]),
  ].join('\n');
}

function recallOf(measured: readonly Measured[], shows: Weakness['shows']): string {
  const count = (some: readonly Weakness[]) => some.filter((weakness) => weakness.shows === shows).length;
  const found = measured.reduce((sum, one) => sum + count(one.found), 0);
  const all = found + measured.reduce((sum, one) => sum + count(one.missed), 0);
  return all === 0 ? 'none known' : `${found} of ${all}, recall ${(found / all).toFixed(2)}`;
}
