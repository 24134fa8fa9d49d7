import { parseSync } from 'oxc-parser';
import type { Case, CaseFile } from './labels.ts';

/** Cases that could not be measured as they are meant. */
export function problemsIn(cases: readonly Case[]): string[] {
  return cases.flatMap((one) => [
    ...one.files.flatMap((file) => syntaxErrors(one, file)),
    ...(/(^|[-_/])(safe|unsafe|vuln|vulnerable|bad|good|weak|insecure|secure)($|[-_.])/i.test(lastOf(one.name))
      ? [`${one.name}: the name gives the answer away`]
      : []),
  ]);
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function syntaxErrors(one: Case, { path, text }: CaseFile): string[] {
  if (!/[.][cm]?[jt]sx?$/.test(path)) return [];
  return parseSync(path, text).errors.map(({ message }) => `${one.name}: ${path}: ${message}`);
}

/** How many cases each class has, per language and half: weak and harmless. */
export function reportOfCases(cases: readonly Case[]): string {
  const groups = Map.groupBy(cases, (one) => `${one.language}/${one.class}`);
  const folders = cases.filter(({ files }) => files.length > 1).length;
  return [
    ...[...groups].sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, some]) => lineOf(name, some)),
    lineOf('all (weak+harmless)', cases),
    `${cases.length} cases, ${folders} of several files, ${cases.flatMap(({ expected }) => expected).length} labels`,
  ].join('\n');
}

function count(some: readonly Case[], half: Case['half'], isWeak: boolean): number {
  return some.filter((one) => one.half === half && one.expected.length > 0 === isWeak).length;
}

function lineOf(name: string, some: readonly Case[]): string {
  const numbers = (half: Case['half']) => `${half} ${count(some, half, true)}+${count(some, half, false)}`;
  return `${name.padEnd(34)} ${numbers('tuning')}  ${numbers('held')}`;
}
