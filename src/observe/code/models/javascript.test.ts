import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { undeclaredTypes } from '../flow/compile/undeclared.ts';
import { compileModel } from '../flow/compile/compile.ts';
import { type CompiledModel, type FlowRule, Program } from '../flow/index.ts';
import { lowerJavaScript } from '../javascript/index.ts';
import { CodeRule } from '../rule.ts';
import { libraries } from './javascript.testing.ts';

const folder = new URL('./javascript/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const rules = readdirSync(new URL('../rules/', import.meta.url)).map((file) =>
  CodeRule.parse(parse(readFileSync(new URL(`../rules/${file}`, import.meta.url), 'utf8'))),
);
const flows: FlowRule[] = rules.flatMap(({ id, flow }) => (flow === undefined ? [] : [{ id, ...flow }]));
let models: CompiledModel[] = [];

beforeAll(async () => {
  models = await Promise.all(
    files.map((file) => compileModel(new URL(file, folder).pathname, readFileSync(new URL(file, folder), 'utf8'))),
  );
});

let program: Program;

beforeAll(() => {
  program = new Program(models, flows, (_, specifier) => {
    if (specifier.startsWith('.')) return undefined;
    const parts = specifier.replace(/^node:/, '').split('/');
    const length = specifier.startsWith('@') ? 2 : 1;
    return { package: parts.slice(0, length).join('/'), subpath: parts.slice(length).join('/') };
  });
});

/** The rules (without `code/`) that find something in a file. */
function found(path: string, text: string): string[] {
  program.put(path, lowerJavaScript({ path, text }, Infinity).ir);
  const { flows: reached, checks } = program.solve(Infinity);
  program.put(path, undefined);
  return [...reached.map(({ rule }) => rule.slice('code/'.length)), ...checks.map(({ rule }) => rule)];
}

describe('the models of JavaScript', () => {
  test('[5:models-javascript] name each of their types, and rules that there are', () => {
    expect(undeclaredTypes(models)).toEqual([]);
    const known = new Set(rules.map(({ id }) => id));
    for (const { library, checks } of models)
      for (const { rule } of checks) expect(known, library).toContain(`code/${rule}`);
  });

  test('[5:models-javascript] lead to a rule by each kind of sink that a rule could take up', () => {
    const taken = new Set(rules.flatMap(({ flow }) => flow?.sinks ?? []));
    const unused = new Set(
      models.flatMap(({ sinks }) => sinks.map(({ kind }) => kind)).filter((kind) => !taken.has(kind)),
    );
    // Kinds that tell something of a place, and of which no rule makes a finding by itself.
    expect([...unused].sort()).toEqual([
      'assign-object',
      'dns',
      'html-rendered',
      'navigate',
      'object-key',
      'typed-html',
    ]);
  });

  test.each(libraries)('[5:models-javascript] $name: weak use is found, sound use is not', (library) => {
    expect(files.map((file) => basename(file, '.yaml'))).toContain(library.file);
    const path = library.path ?? 'main.tsx';
    expect(found(path, library.bad)).toContain(library.rule);
    expect(found(path, library.good)).not.toContain(library.rule);
  });
});

interface Shown {
  readonly id: string;
  readonly language: 'javascript' | 'typescript';
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

/** Examples of the rules whose weaknesses are among these; judges are tested by themselves. */
function examplesOf(...cwes: readonly number[]): Shown[] {
  return rules.flatMap(({ id, cwe, judge, examples }) =>
    (['javascript', 'typescript'] as const).flatMap((language) => {
      const shown = examples[language];
      const isMeant = cwe.some((each) => cwes.includes(Number(each.slice('CWE-'.length))));
      return shown === undefined || judge !== undefined || !isMeant ? [] : [{ id, language, ...shown }];
    }),
  );
}

function holds({ id, language, bad, good }: Shown): void {
  const name = id.slice('code/'.length);
  const ending = language === 'javascript' ? 'js' : bad.some((code) => code.includes('/>')) ? 'tsx' : 'ts';
  for (const code of bad) expect(found(`main.${ending}`, code)).toContain(name);
  for (const code of good) expect(found(`main.${ending}`, code)).not.toContain(name);
}

describe('examples of rules are found where they are bad, and not where they are good', () => {
  test.each(examplesOf(89, 943, 78, 88, 94, 95, 90, 643, 1336, 113, 117, 730, 91, 93, 134, 454, 470))(
    '[5:weakness-injection] [5:code-rules] $id in $language',
    holds,
  );
  test.each(examplesOf(79))('[5:weakness-xss] [5:code-rules] $id in $language', holds);
  test.each(examplesOf(22, 377, 732, 434))('[5:weakness-files] [5:code-rules] $id in $language', holds);
  test.each(examplesOf(918, 601, 611))('[5:weakness-requests] [5:code-rules] $id in $language', holds);
  test.each(examplesOf(502, 915))('[5:weakness-data] [5:code-rules] $id in $language', holds);
  test.each(examplesOf(798, 321, 327, 326, 329, 338, 916, 780, 295, 347, 613, 322, 319))(
    '[5:weakness-crypto] [5:code-rules] $id in $language',
    holds,
  );
  test.each(examplesOf(614, 1004, 1275, 942, 352, 1021, 501, 346))(
    '[5:weakness-web] [5:code-rules] $id in $language',
    holds,
  );
  test.each(examplesOf(209, 312, 532, 489, 548, 598))('[5:weakness-exposure] [5:code-rules] $id in $language', holds);
  test.each(examplesOf(400, 770, 908))('[5:weakness-resources] [5:code-rules] $id in $language', holds);
  test.each(examplesOf(829, 653, 693, 749, 1188))('[5:weakness-settings] [5:code-rules] $id in $language', holds);
  test.each(examplesOf(1427, 1426))('[5:weakness-models] [5:code-rules] $id in $language', holds);
});
