import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { assetPath } from '#ground/places';
import { grammarAsset, type Parsers, prepareSyntax } from '#ground/syntax';
import type { ModuleIr } from '../ir/ir.ts';
import { lowerJavaScript } from '../javascript/index.ts';
import { lowerPython } from '../python/index.ts';
import { compileModel } from './compile/compile.ts';
import { type CompiledModel, type FlowRule, locationOf, Program } from './index.ts';

/** A library for tests: `acme.source()` comes from outside, `acme.run()` and others are sinks. */
const pythonModel = `
language: python
library: acme
types: { acme.App: {}, acme.Request: {} }
values:
  - { path: acme.App(), is: <acme.App> }
named:
  - { names: '^(?:password|apitoken)$', check: hard-coded-credential }
sources:
  - { path: [acme.source(), acme.args], kind: remote, label: what was asked }
  - { path: <acme.Request>.query, kind: remote }
  - { path: acme.secret(), kind: secret }
callbacks:
  - { path: <acme.App>.on(), arg: 0, params: [<acme.Request>] }
  - { path: acme.run_later(), arg: 0, params: ['arg:1'], result: return }
entries:
  - { decorator: <acme.App>.route(), params: [<acme.Request>], result: 'sink:html' }
  - { decorator: <acme.App>.page(), named: { '*': source:remote } }
  - { base: acme.View, method: [get], params: [<acme.Request>] }
sinks:
  - { path: acme.run(), kind: command, arg: 0 }
  - { path: acme.start(), kind: command, arg: ['0', '0.0'] }
  - { path: acme.query(), kind: sql, arg: [0, text] }
  - { path: acme.open(), kind: path, arg: 0 }
  - { path: acme.fetch(), kind: url, arg: 0 }
  - { path: acme.find(), kind: nosql, arg: '0.*' }
  - { path: acme.log(), kind: log, arg: all, when: [{ arg: level, is: info }] }
propagators:
  - { path: acme.resolve(), from: all, state: normalised }
  - { path: acme.compile(), from: 0 }
sanitizers:
  - { path: acme.quote(), for: [command] }
guards:
  - { path: acme.is_safe(), for: [command] }
checks:
  - { rule: weak-hash, path: acme.hash(), when: [{ arg: 0, in: [md5, sha1] }] }
  - { rule: no-verify, path: acme.connect(), when: [{ arg: verify, is: false }] }
  - { rule: no-timeout, path: acme.connect(), when: [{ arg: timeout, missing: true }] }
`;

const rules: readonly FlowRule[] = ['command', 'sql', 'path', 'url', 'nosql', 'html', 'log', 'match'].map((kind) => ({
  id: `code/${kind}`,
  sources: ['remote'],
  sinks: [kind],
}));

/** Lowers Python files and puts them into programs with the library of tests. */
export async function pythonProject(): Promise<Project> {
  const parsers = await pythonParsers();
  return new Project(
    [await compileModel('acme.yaml', pythonModel), await languageModel('python')],
    (path, text) => lowerPython({ path, text }, parsers, Infinity).ir!,
    '.py',
  );
}

async function pythonParsers(): Promise<Parsers> {
  const names = ['syntax.wasm', grammarAsset('python')];
  return prepareSyntax(new Map(names.map((name) => [name, readFileSync(assetPath(name))])));
}

async function languageModel(language: string): Promise<CompiledModel> {
  const path = join(import.meta.dirname, `../models/${language}/language.yaml`);
  return compileModel(path, readFileSync(path, 'utf8'));
}

/** The same library for JavaScript. */
const javascriptModel = `
language: javascript
library: acme
sources:
  - { path: 'acme#source()', kind: remote, label: what was asked }
sinks:
  - { path: 'acme#run()', kind: command, arg: 0 }
  - { path: 'acme#query()', kind: sql, arg: 0 }
  - { path: 'acme#open()', kind: path, arg: 0 }
  - { path: 'acme#fetch()', kind: url, arg: 0 }
propagators:
  - { path: 'acme#resolve()', from: all, state: normalised }
  - { path: 'global:URL()', from: 0 }
sanitizers:
  - { path: 'acme#quote()', for: [command] }
`;

/** Data from outside, where it must not arrive, and what the language and its own library do besides: `src()`, `run()`. */
export async function languageProject(language: 'javascript' | 'python'): Promise<Project> {
  const ends = `language: ${language}\nlibrary: ends\nsources: [{ path: 'global:src()', kind: remote }]\nsinks: [{ path: 'global:run()', kind: command, arg: 0 }]\n`;
  const folder = join(import.meta.dirname, '../models', language);
  const models = await Promise.all(
    libraries[language].map((name) => compileModel(name, readFileSync(join(folder, `${name}.yaml`), 'utf8'))),
  );
  models.push(await compileModel('ends.yaml', ends));
  if (language === 'javascript')
    return new Project(models, (path, text) => lowerJavaScript({ path, text }, Infinity).ir!, '.js');
  const parsers = await pythonParsers();
  return new Project(models, (path, text) => lowerPython({ path, text }, parsers, Infinity).ir!, '.py');
}

/** Models of what comes with the languages. */
const libraries = {
  javascript: ['language', 'node-crypto', 'node-process', 'node-url', 'objects'],
  python: ['language', 'string', 're', 'json', 'hashlib', 'asyncio', 'concurrency'],
};

export async function javascriptProject(): Promise<Project> {
  return new Project(
    [await compileModel('acme.yaml', javascriptModel), await languageModel('javascript')],
    (path, text) => lowerJavaScript({ path, text }, Infinity).ir!,
    '.js',
  );
}

type Lower = (path: string, text: string) => ModuleIr;

export class Project {
  readonly #models: readonly CompiledModel[];
  readonly #ending: string;
  readonly lower: Lower;

  constructor(models: readonly CompiledModel[], lower: Lower, ending: string) {
    this.#models = models;
    this.lower = lower;
    this.#ending = ending;
  }

  program(files: Readonly<Record<string, string>>): Program {
    const paths = new Set(Object.keys(files));
    const program = new Program(this.#models, rules, (from, specifier) => {
      const relative = /^(\.*)(.*)$/.exec(specifier)!;
      const name = this.#ending === '.py' ? relative[2]!.replaceAll('.', '/') : specifier;
      const path = posix.join(posix.dirname(from), name);
      for (const ending of ['', this.#ending, `/__init__${this.#ending}`, `/index${this.#ending}`])
        if (paths.has(path + ending)) return path + ending;
      return { package: specifier, subpath: '' };
    });
    for (const [path, text] of Object.entries(files)) program.put(path, this.lower(path, text));
    return program;
  }

  /** The kinds of flows that are found in a file (or several), with the line of the sink: `command 4`. */
  flows(given: string | Readonly<Record<string, string>>): string[] {
    const files = typeof given === 'string' ? { [`main${this.#ending}`]: given } : given;
    return this.program(files)
      .solve(Infinity)
      .flows.map(({ kind, sink }) => `${kind} ${lineOf(files[sink.place.path]!, sink.place.start)}`);
  }

  checks(text: string): string[] {
    const path = `main${this.#ending}`;
    return this.program({ [path]: text })
      .solve(Infinity)
      .checks.map(({ rule, place }) => `${rule} ${lineOf(text, place.start)}`);
  }
}

function lineOf(text: string, offset: number): number {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  return locationOf('main', lines, offset, offset).startLine;
}
