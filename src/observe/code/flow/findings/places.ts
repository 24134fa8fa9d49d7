import type { Location } from '#ground/model';
import type { FunctionNode } from '../values/nodes.ts';
import type { Place } from './results.ts';

/** Stands between a file and the number of a part of it. */
const partMark = '\0';

/** A module that is a part of a file: its path. */
export function partOf(path: string, number: number): string {
  return `${path}${partMark}${number}`;
}

/** The file that a module stands in. */
export function fileOf(path: string): string {
  const mark = path.indexOf(partMark);
  return mark < 0 ? path : path.slice(0, mark);
}

/** Where a value of a function stands. */
export function placeOf(one: FunctionNode, at: number): Place {
  const { code } = one.ir;
  const start = code[at * 6 + 4] ?? one.ir.start;
  const end = code[at * 6 + 5] ?? start;
  return { path: one.module.path, start, end, symbol: one.index === 0 ? '' : one.symbol };
}

/** Lines and columns, from 1, of offsets. `lines`: offsets at which lines begin. */
export function locationOf(path: string, lines: readonly number[], start: number, end: number): Location {
  const from = lineOf(lines, start);
  const to = lineOf(lines, Math.max(end, start));
  return {
    path: fileOf(path),
    startLine: from + 1,
    startColumn: start - lines[from]! + 1,
    endLine: to + 1,
    endColumn: Math.max(end, start) - lines[to]! + 1,
  };
}

function lineOf(lines: readonly number[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
