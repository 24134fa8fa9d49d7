import { expect } from 'vitest';
import { printIr } from '../ir/print.ts';
import { lowerJavaScript } from './lower.ts';

export function lowered(text: string, path = 'a.ts'): string {
  const { ir, notLookedAt } = lowerJavaScript({ path, text }, performance.now() + 10_000);
  expect(notLookedAt).toEqual([]);
  return ir === undefined ? '' : printIr(ir);
}

/** One line for each value of the top level, numbered in the order in which they are named. */
export const top = (text: string, path?: string): string[] => of(text, 0, path);

export function of(text: string, nth: number, path?: string): string[] {
  const printed = lowered(text, path).split(/\n(?=f\d)/)[nth]!;
  const lines = printed.trimEnd().split('\n');
  return renumbered(lines.slice(nth === 0 ? 1 : 0).map((line) => line.trim()));
}

export function renumbered(lines: readonly string[]): string[] {
  const numbers = new Map<string, string>();
  return lines.map((line) =>
    line.replaceAll(/\bv\d+/g, (value) => {
      if (!numbers.has(value)) numbers.set(value, `v${numbers.size}`);
      return numbers.get(value)!;
    }),
  );
}
