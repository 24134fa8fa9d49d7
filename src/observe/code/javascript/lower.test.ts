import { describe, expect, it } from 'vitest';
import { renumbered, top } from './testing.ts';

describe('[5:front-javascript] expressions', () => {
  it.each([
    [
      'a.b["c"][0][`d`][e]',
      ['v0 = global a', 'v1 = v0.b', 'v2 = v1.c', 'v3 = v2.0', 'v4 = v3.d', 'v5 = global e', 'v6 = v4[v5]'],
    ],
    ['a?.b?.(1, ...c)', ['v0 = global a', 'v1 = v0.b', 'v3 = global c', 'v4 = optional call v1 on v0 (1, ...v3)']],
    ['new A(b)', ['v0 = global A', 'v1 = global b', 'v2 = new call v0 (v1)']],
    ['`a${b}c`', ['v1 = global b', 'v3 = template "a", v1, "c"']],
    [
      'tag.x`a${b}`',
      ['v0 = global tag', 'v1 = v0.x', 'v3 = ["a", ""]', 'v4 = global b', 'v5 = tagged call v1 on v0 (v3, v4)'],
    ],
    ['"a" + b + 1 - c', ['v1 = global b', 'v3 = template "a", v1, 1', 'v4 = global c', 'v5 = v3 - v4']],
    [
      'a + b + "c" + d',
      ['v0 = global a', 'v1 = global b', 'v2 = v0 + v1', 'v4 = global d', 'v5 = template v2, "c", v4'],
    ],
    [
      '({ a, "b": 1, [c]: 2, ...d, get e() { return 3 } })',
      [
        'v0 = global a',
        'v2 = global c',
        'v4 = global d',
        'v5 = function f1 e',
        'v6 = call v5 ()',
        'v7 = {a: v0, b: 1, [v2]: 2, ...v4, e: v6}',
      ],
    ],
    ['a ? b : c', ['v0 = global a', 'v1 = global b', 'v2 = global c', 'v3 = phi v1, v2']],
    [
      'isOk(x) && use(x)',
      [
        'v0 = global isOk',
        'v1 = global x',
        'v2 = call v0 (v1)',
        'v3 = global use',
        'v4 = call v3 (v1)',
        'v5 = v2 && v4',
      ],
    ],
    ['delete a.b', ['v0 = global a', 'delete v0.b']],
    ['/a(b)/gi.test(c)', ['v1 = /a(b)/gi.test', 'v2 = global c', 'v3 = call v1 on /a(b)/gi (v2)']],
    [
      'import("./x").then(y)',
      ['v0 = import * of ./x (dynamic)', 'v1 = v0.then', 'v2 = global y', 'v3 = call v1 on v0 (v2)'],
    ],
    ['(a as User).name!.x', ['v0 = global a', 'v1 = v0 as User', 'v2 = v1.name', 'v3 = v2.x']],
    ['import.meta.env.X', ['v0 = global import.meta', 'v1 = v0.env', 'v2 = v1.X']],
    ['[1, , ...a]', ['v2 = global a', 'v3 = [1, undefined, ...v2]']],
  ])('lowers %s', (text, expected) => {
    expect(top(text)).toEqual(renumbered(expected));
  });

  it.each([
    [
      'let { a, b: { c = 1 }, ...d } = e',
      ['v0 = global e', 'v1 = v0.a', 'v2 = v0.b', 'v3 = v2.c', 'v5 = phi v3, 1', 'v6 = rest v0 without a, b'],
    ],
    [
      'let [a, , ...b] = c; use(b)',
      ['v0 = global c', 'v1 = v0.0', 'v2 = rest v0 without', 'v3 = global use', 'v4 = call v3 (v2)'],
    ],
    [
      '[a.b, c[d]] = e',
      [
        'v0 = global e',
        'v1 = v0.0',
        'v2 = global a',
        'v2.b := v1',
        'v3 = v0.1',
        'v4 = global c',
        'v5 = global d',
        'v4[v5] := v3',
      ],
    ],
    [
      'a.b ||= c; a.d += "x"',
      [
        'v0 = global a',
        'v1 = v0.b',
        'v2 = global c',
        'v3 = v1 || v2',
        'v0.b := v3',
        'v4 = v0.d',
        'v6 = template v4, "x"',
        'v0.d := v6',
      ],
    ],
    ['const x: User | null = y', ['v0 = global y', 'v1 = v0 : User']],
  ])('takes apart and assigns %s', (text, expected) => {
    expect(top(text)).toEqual(renumbered(expected));
  });

  it('lowers elements of JSX with their attributes and children', () => {
    expect(top('x = <div id={a} {...b}>text {c}<Own.Part on /></div>', 'a.jsx')).toEqual(
      renumbered([
        'v1 = global a',
        'v2 = global b',
        'v3 = global c',
        'v4 = global Own',
        'v5 = v4.Part',
        'v7 = <v5 on: true>',
        'v8 = <"div" id: v1, ...v2, children: v3, children: v7>',
        'cell f0.0 := v8',
      ]),
    );
  });
});

describe('[5:front-javascript] modules', () => {
  it.each([
    [
      "import a, { b as c, d } from 'x'; import * as e from 'y'; import 'z'; use(a, c, e)",
      [
        'v0 = import default of x',
        'v1 = import b of x',
        'v2 = import * of y',
        'v3 = global use',
        'v4 = call v3 (v0, v1, v2)',
      ],
    ],
    [
      "export { a as b, default } from 'x'; export * from 'y'; export * as n from 'z'",
      [
        'v0 = import a of x',
        'export b := v0',
        'v1 = import default of x',
        'export default := v1',
        'export * of y',
        'v2 = import * of z',
        'export n := v2',
      ],
    ],
    [
      'export const a = 1, { b } = c; export { d as e }; let d = 2',
      ['v1 = global c', 'v2 = v1.b', 'export a := 1', 'export b := v2', 'export e := 2'],
    ],
    ["import x = require('y'); export = x", ['v0 = import * of y', 'export = := v0']],
    ['export enum E { A = "x", B = 3, C }', ['v3 = {A: "x", B: 3, C: 4}', 'export E := v3']],
    [
      'namespace N { export const a = b }; use(N.a)',
      ['v0 = global b', 'v1 = {a: v0}', 'v2 = global use', 'v3 = call v2 (v0)'],
    ],
  ])('lowers %s', (text, expected) => {
    expect(top(text)).toEqual(renumbered(expected));
  });

  it.each([
    [
      "const { a } = require('x'); module.exports = { a }; module.exports.b = 1",
      ['v0 = import * of x', 'v1 = v0.a', 'v2 = {a: v1}', 'export = := v2', 'v2.b := 1', 'export b := 1'],
    ],
    [
      'exports = module.exports = f; exports.g = () => exports.h',
      ['v0 = global f', 'export = := v0', 'v2 = function f1 g', 'v0.g := v2', 'export g := v2'],
    ],
    ["Object.assign(module.exports, require('./a'))", ['v0 = import * of ./a', 'export * := v0']],
    [
      "Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return b.c } })",
      ['v1 = function f1 a', 'v2 = call v1 ()', 'export a := v2'],
    ],
    ["tslib_1.__exportStar(require('./a'), exports)", ['v0 = import * of ./a', 'export * of ./a']],
    ['function f(module) { module.exports = 1 }', ['v0 = function f1 f']],
  ])('lowers %s', (text, expected) => {
    expect(renumbered(top(text, 'a.js').filter((line) => !/ = \{\}|^cell/.test(line)))).toEqual(renumbered(expected));
  });
});
