import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import { annotationsOf } from './annotations.ts';
import { compileRules } from './compile.ts';
import { openPatterns } from './run.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await prepareSyntax(
    new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))])),
  );
});

/** The lines, from 1, on which a rule finds something. */
async function linesOf(rule: string, path: string, text: string): Promise<number[]> {
  const { image, problems, unsupported } = await compileRules([{ path: 'rules.yaml', text: rule }], parsers);
  expect(problems).toEqual([]);
  expect(unsupported).toEqual([]);
  const { matches } = openPatterns(image, parsers).match({ path, text }, Number.POSITIVE_INFINITY);
  return [...new Set(matches.map(({ startLine }) => startLine))].sort((a, b) => a - b);
}

const header = (language: string): string =>
  `rules:\n- id: r\n  message: m $X\n  severity: ERROR\n  languages: [${language}]\n`;

describe('rules in Semgrep’s syntax', () => {
  test('[5:semgrep-syntax] an ellipsis stands for any arguments, also none', async () => {
    const rule = `${header('python')}  pattern: f(..., 1, ...)\n`;
    expect(await linesOf(rule, 'a.py', 'f(1)\nf(2)\nf(2, 1, 3)\ng(1)\nx = f(0, 1)\n')).toEqual([1, 3, 5]);
  });

  test('[5:semgrep-syntax] a name is known by what it was imported as', async () => {
    const rule = `${header('python')}  pattern: subprocess.call(...)\n`;
    const code = 'import subprocess as sp\nfrom subprocess import call\nsp.call(a)\ncall(b)\nother.call(c)\n';
    expect(await linesOf(rule, 'a.py', code)).toEqual([3, 4]);
  });

  test('[5:semgrep-taint] data is followed from a source to a sink, and a sanitizer ends it', async () => {
    const rule = `${header('javascript')}  mode: taint
  pattern-sources: [{ pattern: $REQ.query }]
  pattern-sinks: [{ pattern: exec(...) }]
  pattern-sanitizers: [{ pattern: quote(...) }]
`;
    const code =
      'function a(req) {\n  const x = req.query.x;\n  let y = "ls " + x;\n  exec(y);\n  exec(quote(y));\n  y = 1;\n  exec(y);\n}\n';
    expect(await linesOf(rule, 'a.js', code)).toEqual([4]);
  });

  test('[5:rules-test] a comment says what the next line is to be found by', () => {
    expect(annotationsOf('# ruleid: a, b\nf()\n// ok: a\n// todook: b\ng()\n')).toEqual([
      { rule: 'a', line: 2, kind: 'ruleid' },
      { rule: 'b', line: 2, kind: 'ruleid' },
      { rule: 'a', line: 5, kind: 'ok' },
      { rule: 'b', line: 5, kind: 'todook' },
    ]);
  });
});

describe('rules about data', () => {
  test('[5:front-data] an item of a list, and what holds an ellipsis alone, are looked for in YAML', async () => {
    const rule = `${header('yaml')}  patterns:
  - pattern-inside: |
      containers:
        ...
  - pattern-inside: |
      - name: $NAME
        ...
  - pattern: 'privileged: true'
`;
    const text = 'spec:\n  containers:\n    - name: a\n    - name: b\n      privileged: true\n  privileged: true\n';
    expect(await linesOf(rule, 'a.yaml', text)).toEqual([5]);
  });
});

test('[5:pattern-speed] a text without the words that a rule needs is not even parsed', async () => {
  const rule = `${header('go')}  pattern: md5.New()\n`;
  const { image } = await compileRules([{ path: 'r.yaml', text: rule }], parsers);
  let parsed = 0;
  const counting: Parsers = {
    parse: (...given) => {
      parsed += 1;
      return parsers.parse(...given);
    },
    grammar: (language) => parsers.grammar(language),
  };
  const patterns = openPatterns(image, counting);
  expect(patterns.match({ path: 'a.go', text: 'package a\nfunc f() { sha256.New() }\n' }, Infinity).matches).toEqual(
    [],
  );
  expect(parsed).toBe(0);
  expect(patterns.match({ path: 'a.go', text: 'package a\nfunc f() { md5.New() }\n' }, Infinity).matches).toHaveLength(
    1,
  );
  expect(parsed).toBe(1);
});
