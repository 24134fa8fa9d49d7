import { resolve } from 'node:path';
import { type ExampleResult, testRules } from '#flows/test-rules';
import { explainFailure } from './failure.ts';
import { counted } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** `selvedge rules test`: exits with 1 when an example is not treated as its rule says. */
export async function runRulesTest(folder: string, terminal: Terminal): Promise<number> {
  try {
    const results = await testRules(resolve(folder));
    terminal.out(`${resultLines(results, folder, terminal).join('\n')}\n`);
    return results.every(({ passes }) => passes) ? 0 : 1;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

export function resultLines(
  results: readonly ExampleResult[],
  folder: string,
  { style, marks }: Terminal,
): readonly string[] {
  if (results.length === 0) return [`${marks.dot} There are no rules in ${visible(folder)}.`];
  const rules = [...Map.groupBy(results, ({ rule }) => rule)];
  const lines = rules.flatMap(([rule, each]) => {
    const wrong = each.filter(({ passes }) => !passes);
    if (wrong.length === 0)
      return [`${style.green(marks.pass)} ${visible(rule)} ${style.dim(counted(each.length, 'example'))}`];
    return [`${style.red(marks.fail)} ${visible(rule)}`, ...wrong.map((one) => `    ${complaintOf(one)}`)];
  });
  const failed = results.filter(({ passes }) => !passes).length;
  const sum =
    failed === 0
      ? `${counted(rules.length, 'rule')}, ${counted(results.length, 'example')}: all as they should be.`
      : `${failed} of ${counted(results.length, 'example')} are not as they should be.`;
  return [...lines, '', sum];
}

function complaintOf({ file, kind, number, found }: ExampleResult): string {
  const where = `${visible(file)}: ${kind} example ${number}`;
  if (kind === 'good') return `${where} is found, and should not be`;
  return `${where} is not found${found.length === 0 ? '' : `; ${found.map(visible).join(', ')} found something in it`}`;
}
