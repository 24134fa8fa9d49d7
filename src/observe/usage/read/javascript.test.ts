import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../../ground/model/testing.ts';
import { readJavascript } from './javascript.ts';

const read = (text: string) => readJavascript(text, performance.now() + 5000);
const modules = (text: string) => read(text).modules.map(({ module }) => module);
/** Symbols, with `*` where any may be used. */
const uses = (text: string, module: string) => {
  const found = read(text).modules.find((one) => one.module === module);
  return found && [...(found.uses ?? []).map(([symbol]) => symbol), ...(found.escapes === undefined ? [] : ['*'])];
};

describe('what JavaScript loads [4:reachability]', () => {
  test.each([
    ["import a from 'a'", ['a']],
    ["import 'a/b.css'", ['a/b.css']],
    ["import a, { b } from '@s/a'", ['@s/a']],
    ['import * as a from "a"', ['a']],
    ["import a = require('a')", ['a']],
    ["export * from 'a'", ['a']],
    ["export { x as y } from 'a'", ['a']],
    ["const a = require('a')", ['a']],
    ["if (x) require('a')", ['a']],
    ["const a = await import('a')", ['a']],
    ['const a = require(`a`)', ['a']],
    ["const at = require.resolve('a/package.json')", ['a/package.json']],
    ["import a from './a'; require('../b'); import('/c')", []],
    ["import fs from 'node:fs'", []],
    ["import type { A } from 'a'", []],
    ["import { type A } from 'a'", ['a']],
    ["export type { A } from 'a'", []],
    ["import type from 'a'", ['a']],
    ["// import a from 'a'\n/* require('b') */", []],
    ['const s = "require(\'a\')"', []],
    ["this.require('a'); foo.import('b')", []],
    ["const re = /require('a')/; const x = 1 / 2; require('b')", ['b']],
    ["const t = `${require('a')} require('b')`", ['a']],
    ["<a href='x'>Don't</a>; require('a')", ['a']],
    ["export*from'a';import b from\"b\";import'c'", ['a', 'b', 'c']],
    ["const broken = 'no end\nrequire('a')", ['a']],
    ["const open = `no end\nrequire('a')", ['a']],
    ["/* no end\nrequire('a')", ['a']],
    ['<b>it</b><i>{require("a")}</i>', ['a']],
    ["#!/usr/bin/env node '\nrequire('a')", ['a']],
  ])('%s', (text, expected) => {
    expect(modules(text)).toEqual(expected);
  });

  test('a name that is computed could be any package, unless it begins as a file', () => {
    expect(read('require(name)').dynamic).toBe(1);
    expect(read('\nimport(`${x}/y`)').dynamic).toBe(2);
    for (const text of [
      "require('./' + x)",
      'import(`./x/${y}.js`)',
      'require(path.join(a, b))',
      'require(__dirname + x)',
      "require('a')",
    ])
      expect([text, read(text).dynamic]).toEqual([text, undefined]);
  });

  test('other strings that could name a package are kept with their line, types are not', () => {
    expect(read("app.set('view engine', 'pug')\nuse(['@s/plugin'])\nimport type { A } from 'types'").mentions).toEqual([
      ['pug', 1],
      ['@s/plugin', 2],
    ]);
  });
});

describe('what JavaScript uses of what it loads [4:reachability]', () => {
  test.each([
    ["import _ from 'a'; _.template(x); _?.map(y); _['set'](z)", ['template', 'map', 'set']],
    ["import { template as t, map } from 'a'; t()", ['template', 'map']],
    ["import * as a from 'a'; a.default.pick()", ['pick']],
    ["const { template, map: m = 1 } = require('a')", ['template', 'map']],
    ["const { template, ...rest } = require('a')", ['*']],
    ["require('a').template(x)", ['template']],
    ["const t = require('a').template", ['template']],
    ["require('a')(x)", ['default']],
    ["const a = require('a'); new a(); a()", ['default']],
    ["const a_1 = __importDefault(require('a')); (0, a_1.default)(x); a_1.default.map(y)", ['default', 'map']],
    ["const a = require('a'); const { one, two } = a;", ['one', 'two']],
    ["const a = require('a'); f(a)", ['*']],
    ["const a = require('a'); module.exports = a", ['*']],
    ["const a = require('a'); a[name]()", ['*']],
    ["const a = require('a'); const x = { a: 1 }; y.a()", []],
    ["const a = require('a'); const x = { ...a }", ['*']],
    ["f(require('a'))", ['*']],
    ["import('a').then(f)", ['*']],
    ["const { x } = await import('a')", ['x']],
    ["(await import('a')).go()", ['go']],
    ["export * from 'a'", ['*']],
    ["export { x as y } from 'a'", ['x']],
    ["import { Box } from 'a'; <Box.Inner />", ['Box']],
    ["import a from 'a'; const t: a.Type = a!.make()", ['Type', 'make']],
    ["import a from 'a'; tag`x ${a.deep()} y`", ['deep']],
    ["require('a')", []],
    ["import a from 'a'; <p>Don't {a.deep(x)} can't</p>", ['deep']],
  ])('%s', (text, expected) => {
    expect(uses(text, 'a')).toEqual(expected);
  });

  test('a name of the file stays a name, whatever it is called', () => {
    const text = "import { __proto__ as p, constructor as c } from 'a'; p(); c()";
    expect(uses(text, 'a')).toEqual(['__proto__', 'constructor']);
  });
});

describe('any text is read to its end, and quickly [4:reachability]', () => {
  test.each([
    ['brackets', '['.repeat(500_000)],
    ['templates', '`${'.repeat(200_000)],
    ['quotes that close nowhere', "'\\".repeat(200_000)],
    ['slashes and classes', '/['.repeat(200_000)],
    ['comments that close nowhere', '/*'.repeat(200_000)],
    ['import declarations without an end', 'import {'.repeat(50_000)],
    ['calls of require', 'require('.repeat(100_000)],
    ['patterns', `const { ${'{'.repeat(100_000)} } = require('a')`],
    ['interop around interop', `${'__importDefault('.repeat(50_000)}require('a')${')'.repeat(50_000)}`],
    ['one name bound over and over', "const a = require('a');".repeat(20_000)],
    ['exports', 'export { a, '.repeat(30_000)],
  ])('%s', (_name, text) => {
    const started = cpuTime();
    read(text);
    expect(cpuTime() - started).toBeLessThan(3000);
  });

  test('a load behind any text on lines of its own is found', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'\'"`/*\\${}()[]<>=ax. \n'.split('')), maxLength: 60 });
    fc.assert(
      fc.property(noise, (text) => {
        const comment = text.includes('/*') || text.includes('//');
        const template = text.includes('`');
        // Comments and templates may reach over lines, and so may an import that has begun.
        fc.pre(!comment && !template && !text.endsWith('\\'));
        expect(modules(`${text}\n;require('behind');\n`)).toContain('behind');
      }),
      { numRuns: 2000 },
    );
  });
});
