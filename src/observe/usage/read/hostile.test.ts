import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../../ground/model/testing.ts';
import { readGo } from './go.ts';
import { readJavascript } from './javascript.ts';
import { readJava, readPhp, readRuby } from './lines.ts';
import { readPython } from './python.ts';
import { readRust } from './rust.ts';
import { readCargoToml, readPackageJson, readPythonSettings, readStyles, readWords } from './words.ts';

const readers = Object.entries({
  readJavascript,
  readPython,
  readGo,
  readRust,
  readJava,
  readPhp,
  readRuby,
  readWords,
  readPackageJson,
  readPythonSettings,
  readCargoToml,
  readStyles,
});

const many = (text: string, times = 60_000) => text.repeat(times);

describe('what anybody may have written is read to its end, and quickly [4:reachability]', () => {
  test.each([
    many('import a.b.c.d, '),
    many('from a import ('),
    `from ${many('.')}`,
    `import ${many('a.')}`,
    many("'''"),
    many('f"{'),
    many('import ('),
    many('"a" '),
    many('use a::{'),
    `use ${many('{')}`,
    `use ${many('a::')}`,
    many("'a"),
    many('r#"'),
    many('/* /* '),
    many('a::'),
    many('@import "'),
    many('[['),
    many('package = "a" '),
    `{ "scripts": { "a": "${many('a && ')}" } }`,
    many('{ "a": ', 10_000),
    many(' '),
    many('\n'),
    many('import\n'),
    many('a '),
  ])('of a text that begins with %.20j', (text) => {
    for (const [name, read] of readers) {
      const started = cpuTime();
      const { modules } = read(text, performance.now() + 20_000);
      expect([name, modules.length <= 5000, cpuTime() - started < 4000]).toEqual([name, true, true]);
    }
  });

  test('whatever it is made of', () => {
    const pieces = [
      'import',
      'from',
      'use',
      'require',
      '(',
      ')',
      '{',
      '}',
      '::',
      '.',
      '*',
      'as',
      '"a"',
      "'b'",
      '`',
      '\\',
      '/',
      '/*',
      '\n',
      ' ',
      'a',
      '__proto__',
      '#',
      '=',
      ',',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        for (const [, read] of readers) JSON.stringify(read(parts.join(''), performance.now() + 5000));
      }),
      { numRuns: 2000 },
    );
  });

  test('names that objects have already are names as any other', () => {
    const named = 'constructor';
    expect(readPython(`import ${named}\n${named}.__proto__()`, performance.now() + 5000).modules).toEqual([
      { module: named, line: 1, uses: [['__proto__', 2]] },
    ]);
    expect(readPackageJson('{ "__proto__": "mocha", "scripts": { "__proto__": "tape" } }', 0).commands).toEqual([
      'tape',
    ]);
  });
});
