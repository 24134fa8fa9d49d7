import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { prepareSyntax, syntaxAssets } from '#ground/syntax';
import { testRuleFiles } from './test-rules.ts';

const assets = new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))]));
const rules = `rules:
- id: no-eval
  message: Do not evaluate $X
  severity: ERROR
  languages: [python]
  pattern: eval($X)
  fix: literal_eval($X)
- id: slow
  message: m
  severity: ERROR
  languages: [python]
  patterns:
  - pattern: re.compile("$X")
  - metavariable-analysis: { metavariable: $X, analyzer: unheard-of }
- id: wrong
  message: m
  severty: ERROR
  languages: [python]
  pattern: f()
`;

test('[5:rules-test] what is missed, found falsely and repaired wrongly is told by line; what cannot run is named', async () => {
  const text =
    '# ruleid: no-eval\neval(a)\n# ok: no-eval\nf(a)\n# ruleid: no-eval\nexec(b)\neval(q)\n# todook: no-eval\neval(r)\n';
  const fixed = text.replaceAll('eval(', 'literal_eval(').replace('literal_eval(q)', 'literal_eval(p)');
  const {
    rules: verdicts,
    problems,
    unsupported,
  } = await testRuleFiles(
    [{ rules: { path: 'r.yaml', text: rules }, files: [{ path: 'r.py', text, fixed }] }],
    await prepareSyntax(assets),
  );
  expect(verdicts).toEqual([
    {
      rule: 'no-eval',
      file: 'r.yaml',
      found: 1,
      leftAlone: 1,
      missed: [{ path: 'r.py', line: 6 }],
      falselyFound: [{ path: 'r.py', line: 7 }],
      wronglyFixed: [{ path: 'r.py', line: 7 }],
      isTested: true,
    },
  ]);
  expect(problems.map(({ line, column, message, next }) => [line, column, message, next])).toEqual([
    [17, 3, '"severty" is not a key here', 'Did you mean "severity"?'],
    [15, 3, '"severity" is missing', 'Change it.'],
  ]);
  expect(unsupported).toEqual([
    {
      rule: 'slow',
      file: 'r.yaml',
      line: 14,
      part: 'metavariable-analysis',
      why: 'the analyzer unheard-of is not known here',
    },
  ]);
});
