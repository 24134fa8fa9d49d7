import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { type Parsers, prepareSyntax, syntaxAssets, type SyntaxLanguage } from '#ground/syntax';
import { measureFunctions } from './complexity.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await prepareSyntax(new Map(syntaxAssets.map((name) => [name, readFileSync(`dist/assets/${name}`)])));
});

function measure(language: SyntaxLanguage, text: string): [string, number, number][] {
  return measureFunctions(parsers.parse(language, text, { deadline: performance.now() + 5000 })).map(
    ({ name, cyclomatic, cognitive }) => [name, cyclomatic, cognitive],
  );
}

test('Nesting weighs in the one measure and not in the other [5:quality]', () => {
  expect(
    measure(
      'typescript',
      `function primes(max: number) {
         let total = 0;
         OUT: for (let i = 1; i <= max; ++i) {        // +1
           for (let j = 2; j < i; ++j) {              // +2
             if (i % j === 0) { continue; }           // +3
           }
           total += i;
         }
         return total;
       }`,
    ),
  ).toEqual([['primes', 4, 6]]);
});

test('A switch is one break of the flow, however many cases it has', () => {
  expect(
    measure(
      'java',
      `class A { String words(int n) { switch (n) { case 1: return "one"; case 2: return "a couple"; case 3: return "few"; default: return "lots"; } } }`,
    ),
  ).toEqual([['words', 5, 1]]);
});

test.each([
  ['javascript', 'function f(a) { if (a) { b() } else if (c) { d() } else { e() } }'],
  ['python', 'def f(a):\n  if a:\n    b()\n  elif c:\n    d()\n  else:\n    e()\n'],
  ['go', 'package p\nfunc f(a bool) { if a { b() } else if c { d() } else { e() } }'],
  ['java', 'class A { void f(boolean a) { if (a) { b(); } else if (c) { d(); } else { e(); } } }'],
  ['c-sharp', 'class A { void f(bool a) { if (a) { b(); } else if (c) { d(); } else { e(); } } }'],
  ['ruby', 'def f(a)\n  if a\n    b\n  elsif c\n    d\n  else\n    e\n  end\nend\n'],
  ['php', '<?php function f($a) { if ($a) { b(); } elseif ($c) { d(); } else { e(); } }'],
  ['rust', 'fn f(a: bool) { if a { b() } else if c { d() } else { e() } }'],
  ['kotlin', 'fun f(a: Boolean) { if (a) { b() } else if (c) { d() } else { e() } }'],
] as const)('An else-if chain counts once for each branch, in %s [5:quality]', (language, text) => {
  expect(measure(language, text)).toEqual([['f', 3, 3]]);
});

test('Conditions that are joined by the same operator are read as one', () => {
  expect(measure('python', 'def f(a, b, c, d):\n  return a and b and c or d\n')).toEqual([['f', 4, 2]]);
});

test('A closure weighs where it stands, a named function inside by itself', () => {
  expect(
    measure('javascript', 'function f(xs) { return xs.map((x) => { if (x) g(); }); function g() { if (a) b(); } }'),
  ).toEqual([
    ['f', 2, 2],
    ['g', 2, 1],
  ]);
});
