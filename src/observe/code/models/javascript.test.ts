import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { undeclaredTypes } from '../flow/compile/compile.ts';
import { type CompiledModel, compileModel, type FlowRule, Program } from '../flow/index.ts';
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

/** The rules (without `code/`) that find something in a file. */
function found(path: string, text: string): string[] {
  const program = new Program(models, flows, (_, specifier) => {
    if (specifier.startsWith('.')) return undefined;
    const parts = specifier.replace(/^node:/, '').split('/');
    const length = specifier.startsWith('@') ? 2 : 1;
    return { package: parts.slice(0, length).join('/'), subpath: parts.slice(length).join('/') };
  });
  program.put(path, lowerJavaScript({ path, text }, Infinity).ir);
  const { flows: reached, checks } = program.solve(Infinity);
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
    expect([...unused].sort()).toEqual(['assign-object', 'bomb', 'dns', 'html-rendered', 'navigate', 'object-key']);
  });

  test.each(libraries)('[5:models-javascript] $name: weak use is found, sound use is not', (library) => {
    expect(files.map((file) => basename(file, '.yaml'))).toContain(library.file);
    const path = library.path ?? 'main.tsx';
    expect(found(path, library.bad)).toContain(library.rule);
    expect(found(path, library.good)).not.toContain(library.rule);
  });
});

const judged = rules.filter(({ judge }) => judge !== undefined).map(({ id }) => id);

describe('the examples of rules in JavaScript', () => {
  const examples = rules.flatMap(({ id, examples: by }) =>
    (['javascript', 'typescript'] as const).flatMap((language) =>
      by[language] === undefined || judged.includes(id) ? [] : [{ id, language, ...by[language] }],
    ),
  );

  test.each(examples)(
    '[5:code-rules] [5:weakness-injection] [5:weakness-xss] $id is found in bad $language, not in good',
    ({ id, language, bad, good }) => {
      const name = id.slice('code/'.length);
      const path =
        language === 'javascript' ? 'main.js' : bad.some((code) => code.includes('/>')) ? 'main.tsx' : 'main.ts';
      for (const code of bad) expect(found(path, code)).toContain(name);
      for (const code of good) expect(found(path, code)).not.toContain(name);
    },
  );
});
