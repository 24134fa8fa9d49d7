import { describe, expect, test } from 'vitest';
import { readGo } from './go.ts';
import { readJava, readPhp, readRuby } from './lines.ts';
import { readPython } from './python.ts';
import type { UsageReader } from './reader.ts';
import { readRust } from './rust.ts';
import { readCargoToml, readPackageJson, readPythonSettings, readStyles, readWords } from './words.ts';

/** `module: symbol symbol *` */
const shown = (read: UsageReader, text: string) =>
  read(text, performance.now() + 5000).modules.map(({ module, uses = [], escapes }) =>
    [`${module}:`, ...uses.map(([symbol]) => symbol), ...(escapes === undefined ? [] : ['*'])].join(' '),
  );

describe('what Python imports and uses [4:reachability]', () => {
  test.each([
    ['import yaml\nyaml.load(x)', ['yaml: load']],
    ['import yaml as y, json\ny.load(x)', ['yaml: load', 'json:']],
    ['import a.b.c\na.b.c.go()', ['a.b.c:', 'a: b b.c b.c.go']],
    ['from PIL import Image as I\nI.open(p)', ['PIL: Image Image.open']],
    ['from a import (\n  b, # comment\n  c as d,\n)\nd()', ['a: b c']],
    ['from a import *', ['a: *']],
    ['from . import b\nfrom .c import d', []],
    ['def f():\n  import lazy\n  return lazy', ['lazy: *']],
    ["import importlib\nimportlib.import_module('dyn.mod')", ['importlib: import_module', 'dyn.mod: *']],
    ['try: import fast\nexcept ImportError: pass', ['fast:']],
    ['"""\nimport no\n"""\n# import no\nx = "import no"', []],
    ['import a\nf"{a.go(x)} a.no"', ['a: go']],
    ['import a\nf(a=1)', ['a:']],
    ['import a\nb.a.go()', ['a:']],
  ])('%s', (text, expected) => {
    expect(shown(readPython, text)).toEqual(expected);
  });

  test('names in strings are kept, and a computed import is known', () => {
    const { mentions, dynamic } = readPython(
      "APPS = ['rest_framework', 'a b']\n__import__(name)",
      performance.now() + 5000,
    );
    expect(mentions).toEqual([['rest_framework', 1]]);
    expect(dynamic).toBe(2);
  });
});

describe('what Go imports and uses [4:reachability]', () => {
  test.each([
    ['import "golang.org/x/net/html"\nfunc f() { html.Parse(r) }', ['golang.org/x/net/html: Parse']],
    [
      'import (\n h "net/html"; // c\n "gopkg.in/yaml.v2"\n)\nfunc f() { h.Parse(); yaml.Unmarshal() }',
      ['net/html: Parse', 'gopkg.in/yaml.v2: Unmarshal'],
    ],
    ['import "x/y/v3"\nvar a = y.Do', ['x/y/v3: Do']],
    ['import "github.com/mattn/go-sqlite3"\nvar a = sqlite3.X', ['github.com/mattn/go-sqlite3: X']],
    ['import "odd/path"\nvar a = other.X', ['odd/path: *']],
    ['import _ "github.com/lib/pq"\nimport . "dot"', ['github.com/lib/pq:', 'dot: *']],
    ['package a\nfunc f() { x := `import "no"` }', []],
  ])('%s', (text, expected) => {
    expect(shown(readGo, text)).toEqual(expected);
  });

  test('exported names behind a dot are kept, for methods', () => {
    const values =
      'package a\nconst (\n A = 1\n B = 2\n)\nvar t = T{P: Parse, q: Call()}\nfunc F(r Reader) Out { return Back }';
    expect(readGo(values, performance.now() + 5000).values).toEqual(['Back', 'Parse']);
    expect(readGo('package a\nfunc f() { z.Next(); z.small() }', performance.now() + 5000).selectors).toEqual(['Next']);
  });
});

describe('what Rust names and uses [4:reachability]', () => {
  test.each([
    [
      'use serde_json::{self, Value, from_str as f};\nfn m() { f(x); serde_json::to_string(y); }',
      ['serde_json: Value from_str to_string'],
    ],
    ['use a::b::{c::D, e::*};', ['a: b::c::D b::e *']],
    ['fn m() { hyper::Server::bind(x) }', ['hyper: Server::bind']],
    ['extern crate foo as bar;\nfn m() { bar::go() }', ['foo: go']],
    ['use std::io; use crate::x; use self::y; use super::z;', []],
    ["fn f<'a>(x: &'a str) { let c = '\"'; tokio::spawn(g) }", ['tokio: spawn']],
    ['fn f() { let r = r#"a::b() "#; c::d() }', ['c: d']],
    ['/* a /* b::c */ d::e */ f::g()', ['f: g']],
    ['use tokio::*;', ['tokio: *']],
  ])('%s', (text, expected) => {
    expect(shown(readRust, text)).toEqual(expected);
  });
});

describe('what other files load or name [4:reachability]', () => {
  test('Java, PHP and Ruby by the line', () => {
    expect(shown(readJava, 'package a;\nimport org.slf4j.Logger;\nimport static a.b.C.*;')).toEqual([
      'org.slf4j.Logger:',
      'a.b.C.:',
    ]);
    expect(shown(readPhp, '<?php\nuse Monolog\\Logger;\n  use function A\\b;')).toEqual(['Monolog\\Logger:', 'A\\b:']);
    expect(shown(readRuby, "require 'nokogiri'\nrequire_relative 'a'")).toEqual(['nokogiri:']);
  });

  test('a package.json names what its scripts and settings say, and not what it lists', () => {
    const { mentions, commands } = readPackageJson(
      JSON.stringify({
        name: 'own',
        scripts: { build: 'NODE_ENV=x webpack --mode production && npx tsc -p . | tee log', start: './run.sh' },
        babel: { presets: ['@babel/env'] },
        dependencies: { listed: '1' },
      }),
      performance.now() + 5000,
    );
    const named = mentions?.map(([text]) => text);
    expect(named).toEqual(expect.arrayContaining(['webpack', '@babel/env', 'tsc']));
    expect(named).not.toEqual(expect.arrayContaining(['listed']));
    expect(named).not.toContain('own');
    expect(commands).toEqual(['./run.sh', 'tee', 'tsc', 'webpack'].filter((command) => !command.startsWith('.')));
  });

  test('one that is no JSON is not trusted to be whole', () => {
    expect(readPackageJson('{ "scripts": ', performance.now() + 5000).unsure).toBe(1);
  });

  test('settings, recipes and style sheets', () => {
    expect(readWords('CMD ["gunicorn", "app:main"]\nRUN npx http-server', 0).mentions?.map(([text]) => text)).toEqual([
      'CMD',
      'gunicorn',
      'app',
      'main',
      'RUN',
      'npx',
      'http-server',
    ]);
    expect(
      readPythonSettings('[project]\ndependencies = ["flask"]\n[tool.mypy]\nplugins = ["sqlmypy"]', 0).mentions?.map(
        ([text]) => text,
      ),
    ).toEqual(['plugins', 'sqlmypy']);
    expect(shown(readStyles, '@import "~bootstrap/scss/a";\n@use "./own";\n@plugin "@tailwindcss/forms"')).toEqual([
      'bootstrap/scss/a: *',
      '@tailwindcss/forms: *',
    ]);
    expect(
      readCargoToml(
        '[dependencies]\njson = { package = "serde_json", version = "1" }\n[dependencies.re]\npackage = "regex"',
        0,
      ).aliases,
    ).toEqual([
      ['json', 'serde_json'],
      ['re', 'regex'],
    ]);
  });
});
