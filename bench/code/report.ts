import type { Answer } from './score.ts';

export interface Totals {
  readonly cases: number;
  readonly right: number;
  readonly missed: number;
  readonly falseAlarms: number;
  /** 1 where there was nothing to find, or nothing was found. */
  readonly recall: number;
  readonly precision: number;
}

export function totals(answers: readonly Answer[]): Totals {
  const right = sum(answers.map((answer) => answer.right));
  const missed = sum(answers.map((answer) => answer.missed.length));
  const falseAlarms = sum(answers.map((answer) => answer.falseAlarms.length));
  return {
    cases: answers.length,
    right,
    missed,
    falseAlarms,
    recall: right + missed === 0 ? 1 : right / (right + missed),
    precision: right + falseAlarms === 0 ? 1 : right / (right + falseAlarms),
  };
}

export function reportText(answers: readonly Answer[], listMisses: boolean): string {
  return [
    ...grouped(answers).flatMap(({ title, rows }) => [
      title,
      `${'class'.padEnd(28)} cases  right missed  false recall precision`,
      ...rows.map(({ name, totals }) => rowOf(name, totals)),
      '',
    ]),
    ...(listMisses ? missesOf(answers.filter((answer) => answer.case.half === 'tuning')) : []),
  ].join('\n');
}

export function reportJson(answers: readonly Answer[]): string {
  return JSON.stringify(grouped(answers), undefined, 1);
}

/** Per half and language, classes in order, then all together. */
function grouped(answers: readonly Answer[]): { title: string; rows: { name: string; totals: Totals }[] }[] {
  const groups = Map.groupBy(answers, (answer) => `${answer.case.half} ${answer.case.language}`);
  const halves = Map.groupBy(answers, (answer) => answer.case.half);
  return [
    ...[...groups].map(([title, group]) => ({
      title,
      rows: [
        ...[...Map.groupBy(group, (answer) => answer.case.class)].map(([name, some]) => ({
          name,
          totals: totals(some),
        })),
        { name: 'all', totals: totals(group) },
      ],
    })),
    {
      title: 'both languages',
      rows: [...halves].map(([name, group]) => ({ name, totals: totals(group) })),
    },
  ];
}

function rowOf(name: string, { cases, right, missed, falseAlarms, recall, precision }: Totals): string {
  const numbers = [cases, right, missed, falseAlarms].map((number) => String(number).padStart(6)).join(' ');
  return `${name.padEnd(27)}${numbers} ${recall.toFixed(3).padStart(6)} ${precision.toFixed(3).padStart(9)}`;
}

function missesOf(answers: readonly Answer[]): string[] {
  return answers.flatMap((answer) => [
    ...answer.missed.map(({ path, line, cwes }) => `missed  ${answer.case.name} ${path}:${line} ${cwes.join('|')}`),
    ...answer.falseAlarms.map(
      ({ path, startLine, rule, cwes, message }) =>
        `false   ${answer.case.name} ${path}:${startLine} ${rule} ${cwes.join('|')}: ${message.slice(0, 120)}`,
    ),
  ]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right, 0);
}
