import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printIr } from '../ir/print.ts';
import { lowerPython } from './index.ts';
import { cell, lower, parsers } from './testing.ts';

test('[5:front-python] The cells of a notebook are one file, with places in the notebook', () => {
  const text = JSON.stringify(
    {
      cells: [
        cell(['import os\n', '%time x\n', '!ls']),
        cell('# title', 'markdown'),
        cell(['%%bash\n', 'ls']),
        cell(['os.system(x)\n', ')(']),
      ],
    },
    undefined,
    1,
  );
  const { ir, notLookedAt } = lowerPython({ path: 'a.ipynb', text }, parsers, Infinity);
  expect(printIr(ir!)).toContain('call v1 on v0');
  const [{ code } = { code: [] }] = ir!.functions;
  const call = code.findIndex((op, at) => at % 6 === 0 && op === 19);
  expect(text.slice(code[call + 4], code[call + 5])).toBe('os.system(x)');
  const broken = text.slice(0, text.indexOf(')(')).split('\n').length;
  expect(notLookedAt.map(({ detail }) => detail)).toEqual([`not understood: line ${broken}`]);
  const other = lowerPython({ path: 'a.ipynb', text: '{"cells": [' }, parsers, Infinity);
  expect(other.notLookedAt.map(({ reason }) => reason)).toEqual(['parse-failed']);
});

test('[5:syntax-errors] What is broken is told with its lines, and what stands around it is lowered', () => {
  const { ir, notLookedAt } = lower(
    'import os\n\ndef f(x):\n    return os.system(x)\n\n)) = 3 (\n\ndef g(y):\n    return f(y)\n',
  );
  expect(ir!.functions.map(({ name }) => ir!.texts[name])).toEqual(['', 'f', 'g']);
  expect(notLookedAt).toEqual([
    { path: 'a.py', reason: 'parse-failed', detail: 'not understood: line 6', expected: false },
  ]);
});

test('[5:syntax-errors] Marks of a merge that stopped lose no function beside them', () => {
  const { ir, notLookedAt } = lower(
    'def f(x):\n    return x\n<<<<<<< HEAD\ndef g(x):\n    return f(x)\n=======\ndef h(x):\n    return x\n>>>>>>> other\ndef k(x):\n    return f(x)\n',
  );
  const names = ir!.functions.map(({ name }) => ir!.texts[name]);
  expect(names).toEqual(expect.arrayContaining(['f', 'g', 'h', 'k']));
  expect(notLookedAt).toHaveLength(1);
});

test('[5:front-python] Marks of encoding, tabs, form feeds and other line ends change nothing but places', () => {
  const plain = 'def f(x):\n    if x:\n        return g(x)\n';
  for (const same of [
    `\ufeff${plain}`,
    plain.replaceAll('\n', '\r\n'),
    plain.replaceAll('    ', '\t'),
    `# -*- coding: latin-1 -*-\n\f\n${plain}`,
  ])
    expect(bare(same)).toEqual(bare(plain));
});

test('[5:code-hostile] Deep nesting is cut and told, long chains are not deep', () => {
  const deep = lower(`x = ${'('.repeat(20_000)}y${')'.repeat(20_000)}\nz = 1\n`);
  expect(deep.notLookedAt.map(({ reason }) => reason)).toEqual(['too-deep']);
  const blocks = Array.from({ length: 400 }, (_, level) => `${' '.repeat(level)}if a:\n`).join('');
  expect(lower(`${blocks}${' '.repeat(400)}b()\n`).notLookedAt.map(({ reason }) => reason)).toEqual(['too-deep']);
  const chain = lower(`x = ${'a + '.repeat(20_000)}b or ${'c or '.repeat(20_000)}d\n`);
  expect(chain.notLookedAt).toEqual([]);
  const ladder = lower(`if a:\n  pass\n${'elif b:\n  pass\n'.repeat(5000)}`);
  expect(ladder.notLookedAt).toEqual([]);
  expect(lower(`x = [${'1,'.repeat(500_000)}]\n`).notLookedAt).toEqual([]);
});

test('[5:code-hostile] A file that takes too long is told as such', () => {
  const { ir, notLookedAt } = lowerPython({ path: 'a.py', text: 'x = 1\n'.repeat(20_000) }, parsers, performance.now());
  expect([ir, notLookedAt[0]!.reason]).toEqual([undefined, 'timed-out']);
});

/** Values without their places. */
const bare = (text: string): unknown => lower(text).ir!.functions.map(({ code }) => code.filter((_, at) => at % 6 < 4));

const samples = [
  '@app.get("/")\nasync def f(a, b: int = 1, *c, **d) -> X:\n    async with a as (x, y):\n        return [z async for z in x if z]\n',
  'class A(B):\n    x: int = 3\n    def __init__(self): self.y = lambda q=1: f"{q!r:>{self.x}}{{" % (1, *b)\n',
  'match x:\n    case [1, {"a": b, **c}, *_] | C(d=e) as g if h: pass\n    case -1 | None: del a[b], c.d\n',
  'try:\n    x = y = yield z\nexcept* E as e: raise F from e\nelse: global t; t += 1\nfinally:\n    while a: break\n    else: import a.b, c as d\n',
];

test('[5:code-hostile] No change to a text makes lowering throw, or leave numbers that lead nowhere', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(6),
          fc.constantFrom('', '(', ']', '"', ':\n', ' ', '\n', '@', '*', '__proto__', 'async ', '\u0000', '\ud800'),
        ),
        {
          maxLength: 4,
        },
      ),
      (sample, edits) => {
        let text = sample;
        for (const [at, removed, put] of edits) {
          const cut = at % (text.length + 1);
          text = text.slice(0, cut) + put + text.slice(cut + removed);
        }
        const { ir } = lower(text);
        for (const { code, start, end } of ir!.functions) {
          const values = code.length / 6;
          expect(Number.isInteger(values) && start <= end && end <= text.length).toBe(true);
        }
        expect(printIr(ir!)).not.toContain('vundefined');
        expect(JSON.parse(JSON.stringify(ir))).toEqual(ir);
      },
    ),
    { numRuns: 300 },
  );
});
