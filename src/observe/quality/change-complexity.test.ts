import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import type { Claim } from '#ground/model';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import type { Change } from './change.ts';
import { complexFunctions, complexityClaim, Trees } from './change-complexity.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await prepareSyntax(new Map(syntaxAssets.map((name) => [name, readFileSync(assetPath(name))])));
});

const limits = { cognitive: 5, cyclomatic: 20 };
const hard = (name: string, more = ''): string =>
  `export function ${name}(orders) {
  for (const order of orders) {
    if (order.isPaid) {
      if (order.isSent) done(order);
      else send(order);
    }
    ${more}
  }
}
`;
const easy = 'export function easy(a) {\n  return a ? 1 : 2;\n}\n';
const all = (text: string) => [{ firstLine: 1, lastLine: text.split('\n').length }];
const added = (path: string, text: string) => ({ path, text, added: all(text), removed: [] });

function judge(change: Partial<Change>): [string, number, number | undefined][] {
  const trees = new Trees(parsers, performance.now() + 5000);
  return complexFunctions({ files: [], gone: [], ...change }, trees, limits).map(({ symbol, cognitive, was }) => [
    symbol,
    cognitive,
    was?.cognitive,
  ]);
}

test('A new function beyond the limit is told, one below it is not [5:quality]', () => {
  const text = hard('f') + easy;
  expect(judge({ files: [{ path: 'a.ts', text, added: all(text), removed: [] }] })).toEqual([['f', 7, undefined]]);
});

test('What the change does not touch is not its to answer for', () => {
  const text = hard('f') + easy;
  expect(
    judge({
      files: [{ path: 'a.ts', text, before: hard('f'), added: [{ firstLine: 10, lastLine: 12 }], removed: [] }],
    }),
  ).toEqual([]);
});

test('A function that was hard is told only where the change makes it harder [5:quality]', () => {
  const before = hard('f');
  const worse = hard('f', 'if (order.isLate) warn(order);');
  const other = hard('f', 'log(order);');
  const changed = (text: string) => ({
    files: [{ path: 'a.ts', text, before, added: [{ firstLine: 7, lastLine: 7 }], removed: [] }],
  });
  expect(judge(changed(worse))).toEqual([['f', 9, 7]]);
  expect(judge(changed(other))).toEqual([]);
});

test('Moving, renaming and reformatting punish nobody; a second copy is new [5:quality]', () => {
  const before = hard('f');
  const indented = hard('f').replaceAll('\n  ', '\n      ');
  const gone = [{ path: 'old/a.ts', text: before }];
  expect(judge({ files: [added('new/b.ts', before)], gone })).toEqual([]);
  expect(judge({ files: [added('new/b.ts', hard('renamed'))], gone })).toEqual([]);
  expect(judge({ files: [added('new/b.ts', indented)], gone })).toEqual([]);
  expect(judge({ files: [added('b.ts', before), added('c.ts', hard('copy'))], gone })).toEqual([
    ['copy', 7, undefined],
  ]);
});

function claimOf(path: string, text: string): Claim {
  const trees = new Trees(parsers, performance.now() + 5000);
  const change = { files: [{ path, text, added: all(text), removed: [] }], gone: [] };
  return complexFunctions(change, trees, limits).map((one) => complexityClaim(one, text, limits))[0]!;
}

test('A claim stays the same when the file moves, and the body changes', () => {
  const first = claimOf('a.ts', hard('f'));
  expect(first.message).toBe('f() has a cognitive complexity of 7 (limit 5).');
  expect(claimOf('b/c.ts', `${easy}${hard('f', 'log(order);')}`).locus).toEqual(first.locus);
  expect(claimOf('a.ts', hard('g')).locus).not.toEqual(first.locus);
});

test('Methods are told with their class', () => {
  const text = `class Cart:\n  def total(self, a):\n${'    if a:\n      x()\n'.repeat(6)}`;
  expect(judge({ files: [{ path: 'cart.py', text, added: all(text), removed: [] }] })).toEqual([
    ['Cart.total', 6, undefined],
  ]);
});

test('What takes too long to parse is named', () => {
  const trees = new Trees(parsers, performance.now() - 1);
  expect(
    complexFunctions({ files: [{ path: 'a.ts', text: easy, added: all(easy), removed: [] }], gone: [] }, trees, limits),
  ).toEqual([]);
  expect(trees.gaps).toMatchObject([{ path: 'a.ts', reason: 'rule-timed-out' }]);
});
