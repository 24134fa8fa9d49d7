import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { assetPath } from '#ground/places';
import { grammarAsset, prepareSyntax } from '#ground/syntax';
import { printIr } from '../ir/print.ts';
import { type LoweredPython, lowerPython } from './index.ts';

const names = ['syntax.wasm', grammarAsset('python')];
export const parsers = await prepareSyntax(new Map(names.map((name) => [name, readFileSync(assetPath(name))])));

export function lower(text: string): LoweredPython {
  return lowerPython({ path: 'a.py', text }, parsers, Infinity);
}

/** What becomes of code that follows the grammar. */
export function printed(text: string): string {
  const { ir, notLookedAt } = lower(text);
  expect(notLookedAt).toEqual([]);
  return printIr(ir!);
}

export const cell = (source: string[] | string, cell_type = 'code'): object => ({ cell_type, source, metadata: {} });
