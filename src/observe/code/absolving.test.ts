import { describe, expect, it } from 'vitest';
import type { Claim, NotLookedAt } from '#ground/model';
import { cpuTime } from '../../ground/model/testing.ts';
import { analyzer } from './analyzer.ts';
import { preparedAssets } from './testing.ts';

const assets = await preparedAssets();

interface Said {
  readonly claims: readonly Claim[];
  /** Those that nobody expects. */
  readonly gaps: readonly NotLookedAt[];
}

/** What is said of files together. */
function scan(files: Readonly<Record<string, string>>): Said {
  const session = analyzer.open(assets, { projectKey: '' });
  const gaps: NotLookedAt[] = [];
  const facts = Object.entries(files).flatMap(([path, text]) => {
    const bytes = new TextEncoder().encode(text);
    if (!analyzer.wants({ path, size: bytes.length })) return [];
    const extracted = session.extract({ path, bytes, size: bytes.length }, performance.now() + 10_000);
    gaps.push(...(extracted.notLookedAt ?? []));
    return extracted.facts === undefined ? [] : [{ path, facts: extracted.facts }];
  });
  const { claims, notLookedAt } = session.conclude(facts);
  return { claims, gaps: [...gaps, ...notLookedAt].filter(({ expected }) => !expected) };
}

const weak = `const express = require('express');
const { exec } = require('child_process');
const app = express();
app.get('/', (req, res) => { exec('ls ' + req.query.dir); res.end(); });
module.exports = app;
`;

const commandsIn = ({ claims }: Said): string[] =>
  claims.filter(({ rule }) => rule === 'code/command-injection').map(({ confidence }) => confidence);

describe('[5:code-hostile] code does not absolve itself', () => {
  it('is looked at whatever its name is', () => {
    for (const path of ['src/app.js', 'src/app.min.js', 'vendor/app.js', 'dist/app.bundle.js'])
      expect(commandsIn(scan({ [path]: `/* __webpack_require__ */\n${weak}` })), path).toEqual(['likely']);
  });

  it.each(['src/node_modules/app.js', 'node_modules/a/index.js', 'lib/site-packages/a.py', 'bower_components/a/b.js'])(
    'is missed where it lies among packages: %s',
    (path) => {
      expect(scan({ [path]: weak }).gaps).toMatchObject([{ reason: 'excluded' }]);
    },
  );

  it('is missed where it looks generated and other code runs it', () => {
    const packed = `${weak}${'var a=function(b){return b+1};'.repeat(100)}`.replaceAll('\n', ' ');
    expect(scan({ 'dist/app.js': packed, 'src/other.js': 'f()' }).gaps).toEqual([]);
    expect(scan({ 'dist/app.js': packed, 'src/main.js': "require('../dist/app.js')" }).gaps).toMatchObject([
      { path: 'dist/app.js', detail: 'it looks generated, but src/main.js runs it' },
    ]);
  });

  it('is no test because its folder is called so', () => {
    expect(commandsIn(scan({ 'tests/app.js': weak }))).toEqual(['possible']);
    expect(commandsIn(scan({ 'tests/app.js': weak, 'tests/all.test.js': "require('./app')" }))).toEqual(['possible']);
    expect(commandsIn(scan({ 'tests/app.js': weak, 'server.js': "require('./tests/app').listen(80)" }))).toEqual([
      'likely',
    ]);
    const python =
      'import os\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/")\ndef f():\n    os.system("ls " + request.args["a"])\n';
    const main = 'from src.tests import views\nviews.app.run()\n';
    const known = { 'src/__init__.py': '', 'src/tests/__init__.py': '', 'src/tests/views.py': python };
    expect(commandsIn(scan(known))).toEqual(['possible']);
    expect(commandsIn(scan({ ...known, 'main.py': main }))).toEqual(['likely']);
  });

  it('is missed in encodings in which comments are code', () => {
    expect(scan({ 'a.py': '# -*- coding: utf-7 -*-\n#+AAo-import os\n' }).gaps).toMatchObject([
      { reason: 'invalid-encoding' },
    ]);
    expect(scan({ 'a.py': '# -*- coding: latin-1 -*-\nimport os\n' }).gaps).toEqual([]);
  });

  it.each([
    ['py', 'class A(B): pass\nclass B(A): pass\nA(1)\n'],
    ['py', 'class A(C): pass\nclass B(A): pass\nclass C(A, B): pass\nA(1).f()\nB(2)\n'],
    ['js', 'let B; class A extends B {}; B = class extends A {}; new A(1); new B(1).f()\n'],
  ])('does not end the search with classes that are bases of each other (%s)', (ending, circle) => {
    expect(commandsIn(scan({ [`a.${ending}`]: circle, 'b.js': weak }))).toEqual(['likely']);
  });

  it('does not take the time of others with thousands of subpaths and imports', () => {
    const exports = Object.fromEntries(Array.from({ length: 8000 }, (_, at) => [`./a${at}/*`, `./b${at}/*.js`]));
    const text = Array.from({ length: 1500 }, (_, at) => `import x${at} from 'p/q${at}'\n`).join('');
    const start = cpuTime();
    scan({ 'package.json': JSON.stringify({ name: 'p', exports }), 'a.js': text });
    expect(cpuTime() - start).toBeLessThan(4000);
  });

  it('does not end a function by an exit of its own', () => {
    const own = weak.replace('exec(', 'process.exit(); exec(');
    expect(commandsIn(scan({ 'a.js': own }))).toEqual([]);
    expect(commandsIn(scan({ 'a.js': `process.exit = () => {}\n${own}` }))).toEqual(['likely']);
  });

  it('does not hide where data comes from behind others that call the same', () => {
    const calls = Array.from({ length: 5000 }, (_, at) => `export function f${at}(x) { run(x) }\n`).join('');
    const text = `import { exec } from 'node:child_process'\nimport express from 'express'\nfunction run(x) { exec(x) }\n${calls}
express().get('/', (req, res) => { run(req.query.a) })\n`;
    const said = scan({ 'a.js': text });
    expect(commandsIn(said).length + said.gaps.length).toBeGreaterThan(0);
  });
});
