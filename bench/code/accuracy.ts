/**
 * How right code analysis is, on labelled cases that were written without a look at it: cases/README.md says what counts as what.
 *     node bench/code/accuracy.ts [--language LANGUAGE] [--class CLASS] [--misses] [--likely] [--json]
 * Each case is scanned alone, as a project folder of its own. --misses lists what was not found and what was found wrongly, in the tuning
 * half only: nobody looks at the other one. --likely leaves out findings that are merely possible.
 * --check scans nothing: it reads all cases and says which have a label or a syntax that is wrong, and how many there are.
 * Exit code 1 when a check fails, or when over the held half recall is below 0.85 or precision below 0.90.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, readCases } from './labels.ts';
import { problemsIn, reportOfCases } from './check.ts';
import { findingsIn, numbersOfRules } from './findings.ts';
import { type Answer, type Found, scoreCase } from './score.ts';
import { reportJson, reportText, totals } from './report.ts';

const least = { recall: 0.85, precision: 0.9 };

const { values: options } = parseArgs({
  options: {
    language: { type: 'string' },
    class: { type: 'string' },
    misses: { type: 'boolean', default: false },
    likely: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});

const cases = readCases().filter(
  (one) => one.language === (options.language ?? one.language) && one.class === (options.class ?? one.class),
);
if (options.check) check();
else await measure();

function check(): void {
  const problems = problemsIn(cases);
  process.stdout.write(`${[...problems, reportOfCases(cases)].join('\n')}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

async function measure(): Promise<void> {
  const answers = await scanAll(cases);
  process.stdout.write(`${options.json ? reportJson(answers) : reportText(answers, options.misses)}\n`);
  const held = totals(answers.filter((answer) => answer.case.half === 'held'));
  if (held.recall < least.recall || held.precision < least.precision) process.exitCode = 1;
}

async function scanAll(all: readonly Case[]): Promise<Answer[]> {
  const home = mkdtempSync(join(tmpdir(), 'code-accuracy-'));
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  try {
    const cwesOf = await numbersOfRules();
    const answers: Answer[] = [];
    for (const [index, one] of all.entries())
      answers.push(scoreCase(one, await scanCase(one, join(home, 'cases', String(index)), cwesOf)));
    return answers;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function scanCase(one: Case, folder: string, cwesOf: ReadonlyMap<string, readonly string[]>): Promise<Found[]> {
  for (const { path, text } of one.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const found = await findingsIn(folder, cwesOf, options.likely);
  rmSync(folder, { recursive: true, force: true });
  return found;
}
