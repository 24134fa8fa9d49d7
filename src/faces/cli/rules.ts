import { resolve } from 'node:path';
import { type ExampleResult, type RulesVerdict, type RuleVerdict, testRules } from '#flows/test-rules';
import { explainFailure } from './failure.ts';
import { counted } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** `selvedge rules test`: exits with 1 when an example is not treated as its rule says. */
export async function runRulesTest(folder: string, terminal: Terminal): Promise<number> {
  try {
    const { examples, patterns } = await testRules(resolve(folder));
    const lines = patterns === undefined || examples.length > 0 ? [...resultLines(examples, folder, terminal)] : [];
    if (patterns !== undefined) lines.push(...(lines.length > 0 ? [''] : []), ...verdictLines(patterns, terminal));
    terminal.out(`${lines.join('\n')}\n`);
    return examples.every(({ passes }) => passes) && (patterns === undefined || isGood(patterns)) ? 0 : 1;
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

/** A part of a rule that is not looked for is no failure of the rule: it is named. */
function isGood({ rules, problems }: RulesVerdict): boolean {
  return problems.length === 0 && rules.every((rule) => complaintsOf(rule).length === 0);
}

export function verdictLines(
  { rules, problems, unsupported }: RulesVerdict,
  { style, marks }: Terminal,
): readonly string[] {
  const lines: string[] = [];
  for (const rule of rules) {
    const complaints = complaintsOf(rule);
    if (complaints.length > 0)
      lines.push(
        `${style.red(marks.fail)} ${visible(rule.rule)}`,
        ...complaints.map((complaint) => `    ${complaint}`),
      );
    else if (rule.isTested)
      lines.push(
        `${style.green(marks.pass)} ${visible(rule.rule)} ${style.dim(`${counted(rule.found, 'line')} found, ${rule.leftAlone} left alone`)}`,
      );
    else
      lines.push(
        `${marks.dot} ${visible(rule.rule)} ${style.dim(`no file beside ${visible(rule.file)} speaks of it`)}`,
      );
  }
  for (const { file, line, column, message, expected, next } of problems)
    lines.push(
      `${style.red(marks.fail)} ${visible(`${file}:${line}:${column}`)}: ${visible(message)}; expected ${visible(expected)}. ${visible(next)}`,
    );
  for (const { rule, file, line, part, why, runs } of unsupported)
    lines.push(
      `${style.yellow(marks.unknown)} ${visible(rule)} ${runs === true ? 'runs without a part' : 'does not run'}: ${visible(part)} (${visible(`${file}:${line}`)}): ${visible(why)}`,
    );
  const failed = rules.filter((rule) => complaintsOf(rule).length > 0).length;
  const lame = new Set(unsupported.filter(({ runs }) => runs !== true).map(({ rule }) => rule));
  const parts = [
    failed === 0
      ? `${counted(rules.length, 'rule')}: all as they should be`
      : `${failed} of ${counted(rules.length, 'rule')} ${failed === 1 ? 'is' : 'are'} not as ${failed === 1 ? 'it' : 'they'} should be`,
    ...(problems.length > 0 ? [`${counted(problems.length, 'mistake')} in rule files`] : []),
    ...(lame.size > 0 ? [`${counted(lame.size, 'rule')} cannot run`] : []),
  ];
  return [...lines, '', `${parts.join('; ')}.`];
}

function complaintsOf({ missed, falselyFound, wronglyFixed }: RuleVerdict): readonly string[] {
  return [
    ...missed.map(({ path, line }) => `${visible(`${path}:${line}`)} is not found`),
    ...falselyFound.map(({ path, line }) => `${visible(`${path}:${line}`)} is found, and should not be`),
    ...wronglyFixed.map(({ path, line }) => `${visible(`${path}:${line}`)} is not repaired as the .fixed file has it`),
  ];
}
