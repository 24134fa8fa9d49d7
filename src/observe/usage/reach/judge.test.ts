import { describe, expect, test } from 'vitest';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { openReachability, symbolsOf, type SymbolsOfPackage, usageAnalyzer, usageFrom } from '../index.ts';

const session = usageAnalyzer.open(new Map(), { projectKey: '' });

function factsOf(sources: Readonly<Record<string, string>>) {
  return Object.entries(sources).flatMap(([path, text]) => {
    const bytes = new TextEncoder().encode(text);
    const { facts } = session.extract({ path, size: bytes.length, bytes }, performance.now() + 5000);
    return facts === undefined ? [] : [{ path, facts }];
  });
}

type Listed = Omit<ListedPackage, 'line'>;

const lockfile = (path: string, packages: readonly Listed[]): DependencyFile => ({
  path,
  format: 'npm/package-lock',
  role: 'lockfile',
  packages: packages.map((one, at) => ({ ...one, line: at + 1 })),
});

/** The last package of the list is asked about. */
function ask(
  sources: Readonly<Record<string, string>>,
  packages: readonly Listed[],
  more: {
    symbols?: readonly SymbolsOfPackage[];
    installed?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    unread?: readonly string[];
    path?: string;
    others?: readonly DependencyFile[];
  } = {},
) {
  const file = lockfile(more.path ?? 'package-lock.json', packages);
  const { knowledge } = session.conclude(factsOf(sources));
  const judge = openReachability({
    usage: usageFrom(knowledge),
    inventory: [file, ...(more.others ?? [])],
    ...(more.unread !== undefined && { unread: more.unread }),
    ...(more.installed !== undefined && {
      installed: ({ packages: all }, position) => {
        const code = more.installed?.[all[position]?.purl ?? ''];
        return code === undefined ? undefined : factsOf(code);
      },
    }),
  });
  return judge({ file, position: packages.length - 1, ...(more.symbols !== undefined && { symbols: more.symbols }) });
}

const lodash: Listed = { purl: 'pkg:npm/lodash@4.17.20', direct: true };
const app = { 'src/app.js': "import express from 'express';\nexpress().listen();" };
const template = [{ names: ['template'] }];

const inRust = (text: string) =>
  ask({ 'src/main.rs': text }, [{ purl: 'pkg:cargo/serde-json@1.0.0', direct: true }], {
    symbols: [{ names: ['serde_json::value::from_value'] }],
    path: 'Cargo.lock',
  }).verdict;

const inPython = (text: string) =>
  ask({ 'a.py': text }, [{ purl: 'pkg:pypi/pyyaml@5.0', direct: true }], {
    symbols: [{ names: ['load'] }],
    path: 'poetry.lock',
  }).verdict;

const unused = (name: string) =>
  ask({ 'a.py': 'import os' }, [{ purl: `pkg:pypi/${name}@1.0`, direct: true }], { path: 'poetry.lock' }).verdict;

describe('a package that the project asks for [4:reachability]', () => {
  test('is reachable where code that is shipped imports it', () => {
    expect(ask({ 'src/a.ts': "\nimport _ from 'lodash';" }, [lodash])).toEqual({
      verdict: 'reachable',
      words: 'src/a.ts:2 imports it',
      at: { path: 'src/a.ts', line: 2 },
    });
    expect(ask({ 'src/a.ts': "import map from 'lodash/map';" }, [lodash]).verdict).toBe('reachable');
  });

  test('is not observed where nothing imports it, or types alone', () => {
    expect(ask(app, [lodash])).toEqual({ verdict: 'not-observed', words: 'no code here imports it' });
    expect(ask({ 'src/a.ts': "import type { T } from 'lodash';\nimport 'x'" }, [lodash]).verdict).toBe('not-observed');
    expect(ask({ 'src/a.ts': "import x from 'lodash.map'; import y from 'lodash-es'" }, [lodash]).verdict).toBe(
      'not-observed',
    );
  });

  test.each(['test/a.js', 'src/a.test.ts', 'src/__tests__/a.js', 'cypress/a.js'])(
    'says so where only %s imports it',
    (path) => {
      expect(ask({ ...app, [path]: "import 'lodash'" }, [lodash])).toMatchObject({
        verdict: 'not-observed',
        words: `only tests import it (${path}:1)`,
      });
    },
  );

  test.each([
    ['a string in code', { 'src/b.js': "app.engine('lodash')" }],
    ['a setting', { '.babelrc': '{ "plugins": ["lodash"] }' }],
    ['a script', { 'package.json': '{ "scripts": { "x": "lodash build" } }' }],
    ['a workflow', { '.github/workflows/a.yml': 'run: npx lodash' }],
    ['a page', { 'public/index.html': '<script src="/node_modules/lodash/lodash.js"></script>' }],
  ])('is unknown where %s names it', (_name, sources: Record<string, string>) => {
    const { verdict } = ask({ ...app, ...sources }, [lodash]);
    expect(verdict).toBe(_name === 'a page' ? 'not-observed' : 'unknown');
  });

  test.each([
    ['loads by a computed name', { 'src/b.js': 'require(name)' }, lodash.purl],
    ['runs a command that nobody knows', { 'package.json': '{ "scripts": { "x": "frobnicate" } }' }, lodash.purl],
    ['is a plugin of a tool', {}, 'pkg:npm/eslint-plugin-x@1.0.0'],
    ['is a driver', {}, 'pkg:npm/mysql2@1.0.0'],
  ])('is unknown where the project %s', (_name, sources, purl) => {
    expect(ask({ ...app, ...sources }, [{ purl, direct: true }]).verdict).toBe('unknown');
  });

  test('is unknown where code could not be read, or there is none', () => {
    expect(ask(app, [lodash], { unread: ['src/big.js'] })).toEqual({
      verdict: 'unknown',
      words: 'src/big.js could not be read',
    });
    expect(ask({ 'a.py': 'import x' }, [lodash]).verdict).toBe('unknown');
    expect(ask({ 'src/a.js': "import 'x';\n`no end" }, [lodash]).verdict).toBe('unknown');
  });

  test('is known by the name under which it was installed', () => {
    const aliased = { ...lodash, place: 'node_modules/low' };
    expect(ask({ 'src/a.js': "import 'low'" }, [aliased]).verdict).toBe('reachable');
  });

  test('that stands among the project’s own files is unknown: pages load it without a word', () => {
    const file: DependencyFile = { ...lockfile('public/highlight.js', [lodash]), role: 'installed' };
    const judge = openReachability({ usage: { files: factsOf(app) }, inventory: [file] });
    expect(judge({ file, position: 0 }).verdict).toBe('unknown');
  });

  test('belongs to the code beside its lockfile', () => {
    const other = lockfile('services/b/package-lock.json', [{ purl: 'pkg:npm/x@1.0.0' }]);
    const sources = { ...app, 'services/b/index.js': "import 'lodash'" };
    expect(ask(sources, [lodash], { others: [other] }).verdict).toBe('not-observed');
    expect(ask(sources, [lodash]).verdict).toBe('reachable');
    expect(ask(sources, [lodash], { path: 'services/b/package-lock.json' }).verdict).toBe('reachable');
  });
});

describe('a symbol that the advisory names [4:reachability]', () => {
  test.each([
    ["import _ from 'lodash';\n_.template(x)", 'reachable', 'src/a.js:2 uses template'],
    ["import { template } from 'lodash'", 'reachable', 'src/a.js:1 uses template'],
    ["import t from 'lodash/template'", 'reachable', 'src/a.js:1 uses template'],
    [
      "import _ from 'lodash';\n_.map(x)",
      'not-observed',
      'it is imported (src/a.js:1), and no use of template was seen',
    ],
    ["import map from 'lodash/map'", 'not-observed', 'it is imported (src/a.js:1), and no use of template was seen'],
    ["import _ from 'lodash';\nf(_)", 'unknown', 'src/a.js:2 hands it on, so what is used of it cannot be told'],
    [
      "import fp from 'lodash/fp';\nfp.map(x)",
      'unknown',
      'src/a.js:1 imports lodash/fp, and what that holds is not known',
    ],
    [
      "import _ from 'lodash';\n_(x).template()",
      'unknown',
      'src/a.js:2 calls the package itself, and what that does is not known',
    ],
  ])('%s', (text, verdict, words) => {
    expect(ask({ 'src/a.js': text }, [lodash], { symbols: template })).toMatchObject({ verdict, words });
  });

  test('of Go: functions by import path, methods by their name', () => {
    const html: Listed = { purl: 'pkg:golang/golang.org/x/net@0.1.0', direct: true };
    const of = (body: string, names: readonly string[]) =>
      ask({ 'main.go': `package main\nimport "golang.org/x/net/html"\nfunc f() { ${body} }` }, [html], {
        symbols: [{ path: 'golang.org/x/net/html', names }],
        path: 'go.mod',
      }).verdict;
    expect(of('html.Parse(r)', ['Parse'])).toBe('reachable');
    expect(of('html.Render(r)', ['Parse'])).toBe('unknown');
    expect(of('html.NewTokenizer(r).Next()', ['Tokenizer.Next'])).toBe('unknown');
    expect(of('html.Parse(r)', [])).toBe('reachable');
    const elsewhere = [{ path: 'golang.org/x/net/http2', names: [] }];
    expect(
      ask({ 'main.go': 'package m\nimport "golang.org/x/net/html"\nvar a = html.Parse' }, [html], {
        symbols: elsewhere,
        path: 'go.mod',
      }).verdict,
    ).toBe('unknown');
  });

  test('of Rust and Python', () => {
    expect(inRust('fn f() { serde_json::from_value(x) }')).toBe('reachable');
    expect(inRust('fn f() { serde_json::to_string(x) }')).toBe('not-observed');
    expect(inRust('use serde_json::*;')).toBe('unknown');
    expect(inPython('import yaml\nyaml.load(x)')).toBe('reachable');
    expect(inPython('import yaml\nyaml.safe_load(x)')).toBe('not-observed');
    expect(inPython('import yaml\nf(yaml)')).toBe('unknown');
  });
});

describe('a package that others bring in [4:reachability]', () => {
  const express: Listed = { purl: 'pkg:npm/express@4.0.0', direct: true, dependsOn: [1, 2] };
  const send: Listed = { purl: 'pkg:npm/send@0.1.0', dependsOn: [2] };
  const qs: Listed = { purl: 'pkg:npm/qs@6.0.0' };

  test('is as reachable as what brings it in', () => {
    expect(ask(app, [express, send, qs])).toEqual({
      verdict: 'reachable',
      words: 'express brings it in; src/app.js:1 imports express',
      at: { path: 'src/app.js', line: 1 },
    });
    expect(ask({ 'src/app.js': "import 'other'" }, [express, send, qs])).toEqual({
      verdict: 'not-observed',
      words: 'only express and send bring it in, which no code that is shipped uses',
    });
    expect(ask({ 'src/app.js': 'require(x)' }, [express, send, qs]).verdict).toBe('unknown');
  });

  test('has symbols of which nobody knows, as long as what brings it in was not looked into', () => {
    expect(ask(app, [express, send, qs], { symbols: [{ names: ['parse'] }] })).toMatchObject({
      verdict: 'unknown',
      words: expect.stringContaining('was not looked into'),
    });
  });

  test('is looked for in the installed code of what brings it in', () => {
    const installed = (text: string) => ({
      installed: { [express.purl]: { 'lib/a.js': text }, [send.purl]: { 'index.js': "require('fs')" } },
    });
    const symbols = [{ names: ['parse'] }];
    expect(ask(app, [express, send, qs], installed("const qs = require('qs'); qs.parse(x)"))).toMatchObject({
      verdict: 'reachable',
    });
    expect(ask(app, [express, send, qs], installed("require('other')"))).toMatchObject({ verdict: 'not-observed' });
    expect(
      ask(app, [express, send, qs], { ...installed("const qs = require('qs'); qs.parse(x)"), symbols }),
    ).toMatchObject({
      verdict: 'reachable',
      words: 'in express, lib/a.js:1 uses parse; src/app.js:1 imports express',
      at: { path: 'src/app.js', line: 1 },
    });
    expect(
      ask(app, [express, send, qs], { ...installed("const qs = require('qs'); qs.stringify(x)"), symbols }).verdict,
    ).toBe('not-observed');
  });

  test('counts what the project uses of it itself as well', () => {
    const both: Listed[] = [express, send, { ...lodash, direct: true }];
    expect(ask({ ...app, 'src/b.js': "import _ from 'lodash'; _.map()" }, both, { symbols: template }).verdict).toBe(
      'unknown',
    );
    expect(
      ask({ ...app, 'src/b.js': "import _ from 'lodash'; _.template()" }, both, { symbols: template }).verdict,
    ).toBe('reachable');
  });

  test('is unknown where the file does not tell who brings it in', () => {
    const flat: Listed[] = [{ purl: 'pkg:pypi/flask@1.0' }, { purl: 'pkg:pypi/jinja2@2.0' }];
    expect(ask({ 'a.py': 'import flask' }, flat, { path: 'requirements.txt' }).verdict).toBe('unknown');
    expect(ask({ 'a.py': 'import jinja2' }, flat, { path: 'requirements.txt' }).verdict).toBe('reachable');
  });

  test('in a cycle, or in a graph of any depth, has an answer', () => {
    const cycle: Listed[] = [
      { ...express, dependsOn: [1] },
      { ...send, dependsOn: [0, 2] },
      { ...qs, dependsOn: [1] },
    ];
    expect(ask(app, cycle).verdict).toBe('reachable');
    const deep: Listed[] = Array.from({ length: 20_000 }, (_, at) => ({
      purl: `pkg:npm/p${at}@1.0.0`,
      ...(at === 0 && { direct: true as const }),
      ...(at < 19_999 && { dependsOn: [at + 1] }),
    }));
    expect(ask({ 'src/a.js': "import 'p0'" }, deep)).toMatchObject({
      verdict: 'reachable',
      words: expect.stringContaining('p0 > p1 > … > p19998'),
    });
  });
});

describe('what code does not tell is unknown [4:reachability]', () => {
  test.each(['pkg:nuget/Newtonsoft.Json@9.0.0', 'pkg:deb/debian/openssl@1.0', 'not a purl'])('%s', (purl) => {
    expect(ask(app, [{ purl, direct: true }]).verdict).toBe('unknown');
  });

  test('Java, PHP and Ruby give evidence of use, and never of none', () => {
    const slf4j: Listed = { purl: 'pkg:maven/org.slf4j/slf4j-api@1.0', direct: true };
    expect(ask({ 'A.java': 'import org.slf4j.Logger;' }, [slf4j]).verdict).toBe('reachable');
    expect(ask({ 'A.java': 'import a.B;' }, [slf4j]).verdict).toBe('unknown');
    const nokogiri: Listed = { purl: 'pkg:gem/nokogiri@1.0', direct: true };
    expect(ask({ 'a.rb': "require 'nokogiri'" }, [nokogiri]).verdict).toBe('reachable');
    expect(ask({ 'a.rb': "require 'x'" }, [nokogiri]).verdict).toBe('unknown');
  });

  test('so is a Python package whose import name is not its own', () => {
    expect(['pyyaml', 'Requests', 'some-odd-name'].map(unused)).toEqual(['not-observed', 'not-observed', 'unknown']);
  });
});

describe('symbols come from the advisory [4:reachability]', () => {
  test('by its fields, for the package that is asked about', () => {
    const symbols = [
      { package: 'golang.org/x/net', path: 'golang.org/x/net/html', names: ['Parse'] },
      { package: 'other', names: ['x'] },
    ];
    expect(symbolsOf('pkg:golang/golang.org/x/net@0.1.0', { symbols, summary: '' })).toEqual([
      { path: 'golang.org/x/net/html', names: ['Parse'] },
    ]);
    expect(symbolsOf('pkg:cargo/x@1', { symbols: [{ package: 'x', names: [] }], summary: '' })).toEqual([]);
  });

  test.each([
    ['pkg:npm/lodash@4', 'Command injection via the template function', ['template']],
    ['pkg:npm/lodash@4', 'The functions `pick`, `set`, and `zipObjectDeep` allow it', ['pick', 'set', 'zipObjectDeep']],
    ['pkg:npm/lodash@4', 'Prototype pollution in `_.unset` and `_.omit`', ['omit', 'unset']],
    ['pkg:npm/jsonwebtoken@8', 'In `jsonwebtoken.verify()` a key is not checked', ['verify']],
    ['pkg:pypi/PyYAML@5', '`yaml.load` runs code', ['load']],
  ])('by prose that leaves no doubt: %s %s', (purl, summary, names) => {
    expect(symbolsOf(purl, { summary })).toEqual([{ names }]);
  });

  test.each([
    ['pkg:npm/express@4', 'Open redirect in `res.location()`'],
    ['pkg:npm/marked@4', 'Slow pattern in `inline.reflinkSearch`, see `marked.parse`'],
    ['pkg:npm/express@4', 'Cross-site scripting via the redirect function'],
    ['pkg:pypi/requests@2', '`requests.get` leaks headers'],
    ['pkg:npm/x@4', ''],
  ])('and not by other: %s %s', (purl, summary) => {
    expect(symbolsOf(purl, { summary })).toEqual([]);
  });
});
