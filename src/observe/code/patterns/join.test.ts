import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { prepareSyntax } from '#ground/syntax';
import { analyzer } from '../analyzer.ts';
import { join, type JoinCondition } from './join.ts';
import { compileOwnPatterns } from './own.ts';
import { testRuleFiles } from './test-rules.ts';
import { parsersForTests } from './tree/testing.ts';

const rules = `rules:
- id: page-gets-input
  message: $VALUE is shown in $PATH.
  severity: HIGH
  mode: join
  join:
    rules:
      - { id: input, languages: [python], pattern: 'render("$PATH", $NAME=request.args[$K])', message: m, severity: LOW }
      - { id: shown, languages: [generic], pattern: '{{ $VALUE | safe }}', paths: { include: ['*.html'] } }
    on:
      - input.$PATH > shown.path
      - input.$NAME == shown.$VALUE
`;
const page = '<p>{{ other | safe }}</p>\n<p>{{ who | safe }}</p>\n';
const code = 'def a():\n  return render("hello.html", who=request.args["x"])\n';

test('[5:semgrep-syntax] a rule of mode join finds what others found together in different files', async () => {
  const assets = new Map<string, Uint8Array>();
  for (const name of [...analyzer.assets, ...(analyzer.lazyAssets ?? [])])
    assets.set(name, readFileSync(assetPath(name)));
  const own = await compileOwnPatterns([{ path: 'r.yaml', text: rules }], new Set(), await prepareSyntax(assets));
  expect(own.notLookedAt).toEqual([]);
  await analyzer.prepare?.(assets);
  const session = analyzer.open(assets, { own: own.settings, secret: new Uint8Array(32) } as never);
  const files = [
    ['app.py', code],
    ['templates/hello.html', page],
    ['templates/bye.html', page],
  ].map(([path = '', text = '']) => {
    const file = { path, bytes: new TextEncoder().encode(text) };
    const { facts } = session.extract(file as never, Number.POSITIVE_INFINITY) as { facts?: object };
    return { path, facts: facts ?? {} };
  });
  const { claims } = session.conclude(files);
  expect(
    claims
      .filter(({ rule }) => rule === 'code/page-gets-input')
      .map(({ location, message, trace }) => [location.path, location.startLine, message, trace?.length]),
  ).toEqual([['templates/hello.html', 2, 'who is shown in hello.html.', 2]]);
});

test('[5:rules-test] rules of mode join are held to annotated files; what they name and is not there is told', async () => {
  const broken = rules
    .replace('page-gets-input', 'other')
    .replace('    rules:\n', '    refs: [{ rule: gone.yaml, as: gone }]\n    rules:\n');
  const { rules: verdicts, unsupported } = await testRuleFiles(
    [
      {
        rules: { path: 'r.yaml', text: rules },
        files: [
          { path: 'a.py', text: code },
          { path: 'x/hello.html', text: `<!-- ruleid: page-gets-input -->\n<p>{{ who | safe }}</p>\n` },
        ],
      },
      { rules: { path: 's.yaml', text: broken }, files: [] },
    ],
    await parsersForTests(),
  );
  expect(verdicts).toMatchObject([{ rule: 'page-gets-input', found: 1, missed: [], falselyFound: [] }]);
  expect(unsupported).toMatchObject([{ rule: 'other', part: 'join: gone.yaml' }]);
});

const on = (left: string, op: JoinCondition['op'], right: string): JoinCondition[] => [
  { left: { as: 'a', name: left }, op, right: { as: 'b', name: right } },
];
const row = (as: string, path: string, $X: string) => ({ as, path, values: { $X } });

const signs: readonly (readonly [JoinCondition['op'], readonly string[]])[] = [
  ['==', ['same']],
  ['!=', ['other', 'long']],
  ['~', ['same', 'long']],
  ['>', ['same', 'long']],
  ['<', ['same']],
];

test.each(signs)('[5:semgrep-syntax] the sign %s joins what its documentation says', (op, paths) => {
  const rows = [
    row('a', 'a', 'x.html'),
    row('b', 'same', 'x.html'),
    row('b', 'other', 'y'),
    row('b', 'long', 'f/x.html'),
  ];
  expect(join({ on: on('$X', op, '$X') }, rows).found.map(({ last }) => last.path)).toEqual(paths);
});

test('[5:code-hostile] joining more than is reasonable ends, and is told', () => {
  const many = Array.from({ length: 3000 }, (_, i) => [row('a', `${i}`, 'x'), row('b', `${i}`, 'x')]).flat();
  expect(join({ on: on('$X', '==', '$X') }, many)).toEqual({ found: [], isCut: true });
});
