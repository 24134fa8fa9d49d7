/**
 * How right the secrets analyzer is, on labelled cases of both classes that were written from the formats' documentation without a look
 * at the rules: secrets-accuracy/README.md says what counts as what.
 *     node bench/secrets-accuracy.ts [--verbose] [--json] [--seed TEXT] [--peer gitleaks=BINARY] [FOLDER...]
 * FOLDERs are checkouts of public repositories: part of the secrets is put into files from there, and those files unchanged are negatives.
 * Another seed gives other values in other places: figures that fall with it were fitted to the usual one.
 * Exit code 1 when, over everything reported, recall is below 0.97 or precision below 0.95.
 */
import { parseArgs } from 'node:util';
import { allCases } from './secrets-accuracy/all.ts';
import type { Case } from './secrets-accuracy/cases.ts';
import { seedRun } from './secrets-accuracy/random.ts';
import { type Measured, reportJson, reportText } from './secrets-accuracy/report.ts';
import { precision, recall, score } from './secrets-accuracy/score.ts';
import { gitleaks, ourScanner, type Tool } from './secrets-accuracy/tools.ts';

const least = { recall: 0.97, precision: 0.95 };

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean' },
    json: { type: 'boolean' },
    peer: { type: 'string' },
    seed: { type: 'string' },
  },
});
seedRun(options.seed ?? '');
const cases = allCases(folders);
const peer = /^gitleaks=(.+)$/.exec(options.peer ?? '')?.[1];
const measured = [
  measure('selvedge', ourScanner(), cases),
  ...(peer === undefined ? [] : [measure('gitleaks', gitleaks(peer), cases)]),
];
process.stdout.write(
  `${options.json === true ? reportJson(measured) : reportText(measured, cases, options.verbose === true)}\n`,
);
const total = measured[0]?.scores.reported.total;
if (total === undefined || recall(total) < least.recall || precision(total) < least.precision) process.exitCode = 1;

function measure(tool: string, run: Tool, all: readonly Case[]): Measured {
  const started = performance.now();
  const answers = run(all);
  const seconds = (performance.now() - started) / 1000;
  const results = all.map((one, index) => ({ case: one, found: answers[index] ?? [] }));
  return { tool, seconds, scores: { reported: score(results, 'reported'), likely: score(results, 'likely') } };
}
