import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileModel } from '../flow/compile/compile.ts';
import { type FlowRule, Program } from '../flow/index.ts';
import { lowerJavaScript } from '../javascript/index.ts';
import { CodeRule } from '../rule.ts';

const here = new URL('./', import.meta.url);
let program: Program;

function texts(folder: string): [string, string][] {
  return readdirSync(new URL(folder, here)).map((file) => [file, readFileSync(new URL(folder + file, here), 'utf8')]);
}

beforeAll(async () => {
  const models = await Promise.all(texts('javascript/').map(([file, text]) => compileModel(file, text)));
  const flows = texts('../rules/').flatMap(([, text]): FlowRule[] => {
    const { id, flow } = CodeRule.parse(parse(text));
    return flow === undefined ? [] : [{ id, ...flow }];
  });
  program = new Program(models, flows, (_, specifier) => {
    if (specifier.startsWith('.')) return undefined;
    const parts = specifier.replace(/^node:/, '').split('/');
    const length = specifier.startsWith('@') ? 2 : 1;
    return { package: parts.slice(0, length).join('/'), subpath: parts.slice(length).join('/') };
  });
});

function found(path: string, text: string): string[] {
  program.put(path, lowerJavaScript({ path, text }, Infinity).ir);
  const { flows, checks } = program.solve(Infinity);
  program.put(path, undefined);
  return [...flows.map(({ rule }) => rule.slice('code/'.length)), ...checks.map(({ rule }) => rule)];
}

interface Use {
  readonly rules: readonly string[];
  readonly isBad: boolean;
  readonly path: string;
  readonly code: string;
}

/** A file of uses: before each a line `### RULE|OTHER bad|good [PATH]`. */
function usesIn(text: string): Use[] {
  return text
    .split(/^### /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf('\n');
      const [rules = '', kind, path = 'main.ts'] = block.slice(0, end).split(' ');
      return { rules: rules.split('|'), isBad: kind === 'bad', path, code: block.slice(end + 1) };
    });
}

const files = readdirSync(new URL('javascript.uses/', here));

describe('uses of libraries, weak and sound', () => {
  test.each(files)('[5:models-javascript] are told from each other: %s', (file) => {
    const uses = usesIn(readFileSync(new URL(`javascript.uses/${file}`, here), 'utf8'));
    const wrong = uses.filter(({ rules, isBad, path, code }) => {
      const all = found(path, code);
      return rules.some((rule) => all.includes(rule)) !== isBad;
    });
    expect(uses.length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  });
});
