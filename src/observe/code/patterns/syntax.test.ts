import { describe, expect, test } from 'vitest';
import { compileRules } from './compile.ts';
import { openPatterns } from './run.ts';
import { repaired } from './test-rules.ts';
import { parsersForTests } from './tree/testing.ts';

/** Line and column, from 1, of what rules find. */
async function foundBy(rules: string, path: string, text: string): Promise<string[]> {
  const parsers = await parsersForTests();
  const { image, problems, unsupported } = await compileRules([{ path: 'r.yaml', text: `rules:\n${rules}` }], parsers);
  expect([...problems, ...unsupported.filter(({ runs }) => runs !== true)]).toEqual([]);
  const { matches } = openPatterns(image, parsers).match({ path, text }, Number.POSITIVE_INFINITY);
  return matches.map(({ rule, startLine, startColumn }) => `${rule.id} ${startLine}:${startColumn}`);
}

const head = (language: string): string => `- id: r\n  message: m\n  severity: LOW\n  languages: [${language}]\n`;

/** What a rule says, in which language; code; lines on which something is found. */
const cases: readonly (readonly [
  what: string,
  language: string,
  rule: string,
  text: string,
  lines: readonly number[],
])[] = [
  [
    'an expression that takes ever longer',
    'javascript',
    'patterns: [{ pattern: new RegExp("$X") }, { metavariable-analysis: { metavariable: $X, analyzer: redos } }]',
    'new RegExp("^(a+)+$");\nnew RegExp("^a+$");\nnew RegExp("(\\\\w+\\\\s?)*!");\n',
    [1, 3],
  ],
  [
    'an expression that takes ever longer, in a literal of its own',
    'javascript',
    'patterns: [{ pattern: $X.test($Y) }, { metavariable-analysis: { metavariable: $X, analyzer: redos } }]',
    '/^(a|a)*$/.test(b);\n/^a*$/.test(b);\n',
    [1],
  ],
  [
    'an expression that takes ever longer, in a constant',
    'python',
    'patterns: [{ pattern: re.compile($X) }, { metavariable-analysis: { metavariable: $X, analyzer: redos } }]',
    'import re\nP = r"^(\\d+)*x$"\nre.compile(P)\nre.compile(r"^\\d+$")\n',
    [3],
  ],
  [
    'text as if drawn by lot',
    'python',
    'patterns: [{ pattern: key = "$X" }, { metavariable-analysis: { metavariable: $X, analyzer: entropy } }]',
    'key = "x7Gq92LmPz41Kd8"\nkey = "my customers"\n',
    [1],
  ],
  [
    'a name by the module that it comes from',
    'javascript',
    'patterns: [{ pattern: $F(...) }, { metavariable-name: { metavariable: $F, module: child_process } }]',
    "import { exec } from 'node:child_process';\nexec(a);\nother(a);\n",
    [2],
  ],
  [
    'all, any, inside, not and where of the newer form',
    'python',
    `match:
    all:
      - any: [ f($X), g($X) ]
      - inside: |
          def $D(...):
            ...
      - not: f(1)
    where:
      - metavariable: $X
        regex: \\d+
      - comparison: $X < 5
      - focus: $X`,
    'f(2)\ndef a():\n  f(1)\n  f(2)\n  g(3)\n  g(7)\n  g(b)\n',
    [4, 5],
  ],
  [
    'taint of the newer form',
    'python',
    `taint:
    sources: [ source(...) ]
    sinks:
      - all: [ sink($X) ]
        where: [ { focus: $X } ]
    sanitizers: [ clean(...) ]
    propagators: [ { pattern: $TO.add($FROM), from: $FROM, to: $TO } ]`,
    'a = source()\nsink(a)\nsink(clean(a))\nb = []\nb.add(a)\nsink(b)\n',
    [2, 6],
  ],
  [
    'what runs before',
    'python',
    'mode: taint\n  pattern-sources: [{ pattern: "start()", control: true }]\n  pattern-sinks: [{ pattern: "stop()" }]',
    'stop()\nstart()\nstop()\ndef f():\n  stop()\n',
    [3, 5],
  ],
  [
    'labels that are replaced on the way',
    'python',
    `mode: taint
  pattern-sources: [{ pattern: a(), label: A }, { pattern: b(), label: B }]
  pattern-propagators: [{ pattern: $Y.take($X), from: $X, to: $Y, label: C, replace-labels: [A] }]
  pattern-sinks: [{ pattern: sink(...), requires: C }]`,
    'x = new()\nx.take(a())\nsink(x)\ny = new()\ny.take(b())\nsink(y)\n',
    [3],
  ],
  [
    'labels that a sink requires together',
    'python',
    `mode: taint
  pattern-sources: [{ pattern: a(), label: A }, { pattern: b($X), label: B, requires: A }]
  pattern-sinks: [{ pattern: sink(...), requires: A and B }]`,
    'x = a()\nsink(x)\ny = b(x)\nsink(y)\n',
    [4],
  ],
  [
    'a source by its side effect alone',
    'python',
    `mode: taint
  pattern-sources: [{ patterns: [{ pattern: fill($X) }, { focus-metavariable: $X }], by-side-effect: only }]
  pattern-sinks: [{ pattern: sink(...) }]`,
    'fill(x)\nsink(x)\nsink(fill(y))\n',
    [2],
  ],
  [
    'a sink that is exact',
    'python',
    'mode: taint\n  pattern-sources: [{ pattern: a() }]\n  pattern-sinks: [{ patterns: [{ pattern: sink($X) }, { focus-metavariable: $X }], exact: true }]',
    'sink(a())\nsink(f(a()) or 1)\n',
    [1, 2],
  ],
  [
    'both orders of what may be swapped',
    'python',
    'pattern: a == 1\n  options: { symmetric_eq: true }',
    'x = 1 == a\ny = a == 1\nz = a == 2\n',
    [1, 2],
  ],
  [
    'both orders of what is true together',
    'python',
    'pattern: a and b\n  options: { commutative_boolop: true }',
    'x = b and a\ny = a and b\nz = a or b\n',
    [1, 2],
  ],
  [
    'what a variable stands for',
    'python',
    'pattern: a().b()\n  options: { symbolic_propagation: true }',
    'x = a()\nx.b()\ny.b()\n',
    [2],
  ],
  [
    'constants only where they stand',
    'python',
    'pattern: f("x")\n  options: { constant_propagation: false }',
    'a = "x"\nf(a)\nf("x")\n',
    [3],
  ],
  [
    'words of any size of letters',
    'generic',
    'pattern: select $X from\n  options: { generic_caseless: true }',
    'SELECT a FROM b\nupdate c\n',
    [1],
  ],
  [
    'words not too far away',
    'generic',
    'pattern: a ... b\n  options: { generic_ellipsis_max_span: 1 }',
    'a\n\n\nb\n',
    [],
  ],
];

describe('rules in the syntax of Semgrep’s documentation', () => {
  test.each(cases)('[5:semgrep-syntax] [5:semgrep-taint] %s', async (_, language, rule, text, lines) => {
    const path = language === 'python' ? 'a.py' : language === 'javascript' ? 'a.js' : 'a.txt';
    const found = await foundBy(`${head(language)}  ${rule}\n`, path, text);
    expect([...new Set(found.map((one) => Number(/ (\d+):/.exec(one)![1])))].sort((a, b) => a - b)).toEqual(lines);
  });

  test('[5:semgrep-syntax] what is not looked for is named; an option that is not known does not keep a rule from running', async () => {
    const rules = ['as', 'semgrep-internal-pattern-anywhere']
      .map(
        (key, i) =>
          `- id: r${i}\n  message: m\n  severity: LOW\n  languages: [go]\n  match: { pattern: f(), ${key}: $X }\n`,
      )
      .join('');
    const text = `rules:\n${rules}- id: s\n  message: m\n  severity: LOW\n  languages: [go]\n  pattern: f()\n  options: { interfile: true, wonderful: 3 }\n- id: t\n  message: m\n  severity: LOW\n  languages: [go]\n  mode: steps\n`;
    const { image, unsupported, problems } = await compileRules([{ path: 'r.yaml', text }], await parsersForTests());
    expect(problems).toEqual([]);
    expect(image.rules.map(({ id }) => id)).toEqual(['s']);
    expect(unsupported.map(({ rule, part, line, runs }) => [rule, part, line, runs === true])).toEqual([
      ['r0', 'as', 6, false],
      ['r1', 'semgrep-internal-pattern-anywhere', 11, false],
      ['s', 'options: interfile', 17, true],
      ['s', 'options: wonderful', 17, true],
      ['t', 'mode: steps', 22, false],
    ]);
  });
});

/** A rule over two commands that stand in different strings. */
const reduced = (reduce: string): string =>
  `- id: two\n  message: m\n  severity: HIGH\n  languages: [bash]\n  pattern: |\n    X=$(curl ...)\n    ...\n    eval ...\n` +
  `- id: e\n  mode: extract\n  languages: [python]\n  pattern: os.system($CMD)\n  extract: $CMD\n  dest-language: bash\n  reduce: ${reduce}\n`;

/** What a rule finds, what it writes in its place, and what becomes of the text. */
const repairs: readonly (readonly [what: string, rule: string, text: string, fixed: string])[] = [
  ['a metavariable', 'pattern: old($X, ...)\n  fix: new($X)', 'a = old(1, 2)\n', 'a = new(1)\n'],
  ['several arguments', 'pattern: old($...ARGS)\n  fix: new($...ARGS)', 'a = old(1, b=2)\n', 'a = new(1, b=2)\n'],
  [
    'what is focused on alone',
    'patterns: [{ pattern: "get(..., verify=$V, ...)" }, { focus-metavariable: $V }]\n  fix: "True"',
    'get(u, verify=False, timeout=3)\n',
    'get(u, verify=True, timeout=3)\n',
  ],
  [
    'by an expression',
    "pattern: get(...)\n  fix-regex: { regex: 'http://(\\w+)', replacement: 'https://\\1', count: 1 }",
    'get("http://a", "http://b")\n',
    'get("https://a", "http://b")\n',
  ],
  ['several places', 'pattern: old($X)\n  fix: new($X)', 'old(1)\nold(2)\n', 'new(1)\nnew(2)\n'],
  ['the outermost of two', 'pattern: old($X)\n  fix: new($X)', 'old(old(1))\n', 'new(old(1))\n'],
  ['nothing: it is taken away', "pattern: debug(...)\n  fix: ''", 'debug(1)\na()\n', '\na()\n'],
];

test.each(repairs)('[5:semgrep-syntax] a repair writes %s', async (_, rule, text, fixed) => {
  const parsers = await parsersForTests();
  const { image } = await compileRules([{ path: 'r.yaml', text: `rules:\n${head('python')}  ${rule}\n` }], parsers);
  const { matches } = openPatterns(image, parsers).match({ path: 'a.py', text }, Number.POSITIVE_INFINITY);
  expect(repaired(text, matches)).toBe(fixed);
});

describe('mode extract', () => {
  const bash = `- id: eval-of-download\n  message: m\n  severity: HIGH\n  languages: [bash]\n  pattern: eval $(curl ...)\n`;
  const extract = (more: string): string =>
    `${bash}- id: e\n  mode: extract\n  languages: [python]\n  pattern: os.system($CMD)\n  extract: $CMD\n  dest-language: bash\n${more}`;

  test('[5:semgrep-syntax] rules of another language run over what is taken out, and tell where it stands in the file', async () => {
    const text = 'import os\nos.system("cd x; eval $(curl y)")\nos.system("eval $(cat y)")\n';
    expect(await foundBy(extract(''), 'a.py', text)).toEqual(['eval-of-download 2:18']);
    expect(await foundBy(extract('  dest-rules: { exclude: [eval-of-download] }\n'), 'a.py', text)).toEqual([]);
  });

  test('[5:semgrep-syntax] quotes and escapes are taken away, and lines count as they do in the file', async () => {
    const text = 'import os\nos.system("""\n  echo \\"a\\"\n  eval $(curl y)\n""")\n';
    expect(await foundBy(extract('  transform: unquote_string\n'), 'a.py', text)).toEqual(['eval-of-download 4:3']);
  });

  test('[5:semgrep-syntax] the strings of a list in JSON are one command', async () => {
    const rules = `${bash}- id: e\n  mode: extract\n  languages: [json]\n  pattern: '"run": $CMD'\n  extract: $CMD\n  dest-language: bash\n  transform: concat_json_string_array\n`;
    expect(await foundBy(rules, 'a.json', '{\n "run": ["eval", "$(curl y)"]\n}\n')).toEqual(['eval-of-download 2:11']);
  });

  test('[5:semgrep-syntax] all pieces of a file are one text where a rule wants that', async () => {
    const text = 'import os\nos.system("X=$(curl y)")\nos.system("eval $X")\n';
    expect(await foundBy(reduced('concat'), 'a.py', text)).toEqual(['two 2:12']);
    expect(await foundBy(reduced('separate'), 'a.py', text)).toEqual([]);
  });
});
