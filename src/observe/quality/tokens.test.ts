import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuTime } from '../../ground/model/testing.ts';
import { withoutImports } from './imports.ts';
import { languageOf } from './languages.ts';
import { textAt, tokensOf } from './tokens.ts';

function read(path: string, text: string): string[] {
  const { family } = languageOf(path)!;
  const tokens = tokensOf(text, family);
  return [...withoutImports(tokens, family)].map((at) => textAt(tokens, at));
}

test.each([
  [
    'a.ts',
    "import a, {\n  b\n} from 'x';\nimport 'y';\nexport * from 'z';\nconst c = import('w'); // no",
    ['const', 'c', '=', 'import', '(', "'w'", ')', ';'],
  ],
  [
    'a.ts',
    'x = a / b / c; y = /[/"]/g.test(`t ${a + `u${b}`} v`)',
    [
      'x',
      '=',
      'a',
      '/',
      'b',
      '/',
      'c',
      ';',
      'y',
      '=',
      '/[/"]/',
      'g',
      '.',
      'test',
      '(',
      '`t ${',
      'a',
      '+',
      '`u${',
      'b',
      '}`',
      '} v`',
      ')',
    ],
  ],
  [
    'a.py',
    'from a import (b,\n  c)\nimport d\n"""doc\n# no"""\nx = "a # b" # yes',
    ['"""doc\n# no"""', 'x', '=', '"a # b"'],
  ],
  [
    'a.rs',
    "use a::{b, c};\nfn f<'a>(x: &'a str) { 'x' }",
    ['fn', 'f', '<', "'", 'a', '>', '(', 'x', ':', '&', "'", 'a', 'str', ')', '{', "'x'", '}'],
  ],
  [
    'a.cs',
    'using System;\n#region x\nusing (var a = b) {}\n/* no */',
    ['using', '(', 'var', 'a', '=', 'b', ')', '{', '}'],
  ],
  ['a.go', 'package a\nimport (\n"b"\n)\nvar s = `x\n"y`', ['var', 's', '=', '`x\n"y`']],
  ['a.sh', 'echo "${#a}" $# a#b # no', ['echo', '"${#a}"', '$', '#', 'a', '#', 'b']],
])('Comments, strings and imports are told apart in %s: %j', (path, text, expected) => {
  expect(read(path, text)).toEqual(expected);
});

test('Whatever stands in a text, its tokens are parts of it, in order, each on its line', () => {
  const text = fc
    .array(fc.constantFrom('"', "'", '`', '${', '}', '{', '/', '*', '//', '#', '\\', '\n', 'a', ' ', "'''", 'import '))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('a.ts', 'a.py', 'a.rs', 'a.go', 'a.php', 'a.sh', 'a.rb', 'a.java'),
      (written, path) => {
        const tokens = tokensOf(written, languageOf(path)!.family);
        let last = 0;
        for (let at = 0; at < tokens.count; at++) {
          expect(tokens.start[at]).toBeGreaterThanOrEqual(last);
          expect(tokens.end[at]).toBeGreaterThan(tokens.start[at]!);
          expect(tokens.line[at]).toBe(written.slice(0, tokens.start[at]).split('\n').length);
          last = tokens.end[at]!;
        }
        expect(last).toBeLessThanOrEqual(written.length);
      },
    ),
  );
});

test('Quotes that never close cost no more than others', () => {
  const since = cpuTime();
  tokensOf(`'${"\\'".repeat(500_000)}`, languageOf('a.ts')!.family);
  tokensOf('/[a'.repeat(300_000), languageOf('a.ts')!.family);
  expect(cpuTime() - since).toBeLessThan(3000);
});
