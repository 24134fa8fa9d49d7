import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { visitYaml } from './block-yaml.ts';
import { ReadFailure } from './reader.ts';

/** Every scalar with the keys that lead to it, and its line. */
function scalars(text: string): string[] {
  const seen: string[] = [];
  visitYaml(Buffer.from(text), Infinity, (keys, value, line) => {
    if (value !== undefined) seen.push(`${keys.join('/')}=${value}:${line}`);
  });
  return seen;
}

test('mappings, lists and scalars are told with what leads to them', () => {
  expect(
    scalars(
      [
        '# a comment',
        'jobs:',
        '  build: # another',
        '    steps:',
        '    - uses: actions/checkout@v4 # v4.1.0',
        '      with: {depth: 1, "tags": [a, b]}',
        '    - run: |',
        '        echo: no key',
        '',
        '      name: "say \\"hi\\""',
        "'it''s': 'a: b'",
        'url: https://example.com:80/#x',
      ].join('\n'),
    ),
  ).toEqual([
    'jobs/build/steps/-/uses=actions/checkout@v4:5',
    'jobs/build/steps/-/with/depth=1:6',
    'jobs/build/steps/-/with/tags/-=a:6',
    'jobs/build/steps/-/with/tags/-=b:6',
    'jobs/build/steps/-/run=echo: no key:9',
    'jobs/build/steps/-/name=say "hi":10',
    "it's=a: b:11",
    'url=https://example.com:80/#x:12',
  ]);
});

test('long keys, anchors of scalars, several documents and flow over lines are read', () => {
  expect(scalars('? long key\n: value\nnext: &x 1\nagain: *x\n---\nlist: [a,\n  {b: c,\n  d: e}]\nf: g\n')).toEqual([
    'long key=value:2',
    'next=1:3',
    'again=1:4',
    'list/-=a:6',
    'list/-/b=c:7',
    'list/-/d=e:8',
    'f=g:9',
  ]);
});

test('nesting is bounded', () => {
  expect(() => scalars('- '.repeat(100_000))).toThrow(ReadFailure);
  expect(() => scalars(`a: ${'['.repeat(100_000)}`)).not.toThrow();
});

test('what a YAML writer writes of plain data is read back', () => {
  const word = fc.stringMatching(/^[a-z@/][a-z0-9@/._^~ -]{0,12}[a-z0-9]$/);
  const data = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      word,
      fc.dictionary(word, tie('node'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    ),
  })).node;
  fc.assert(
    fc.property(fc.dictionary(word, data, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), (value) => {
      const expected: string[] = [];
      const walk = (node: unknown, path: string): void => {
        if (typeof node === 'string') expected.push(`${path}=${node}`);
        else
          for (const [key, inner] of Object.entries(node as object)) walk(inner, path === '' ? key : `${path}/${key}`);
      };
      walk(value, '');
      const read = scalars(stringify(value, { lineWidth: 0 })).map((line) => line.slice(0, line.lastIndexOf(':')));
      expect(read).toEqual(expected);
    }),
  );
});

test('any bytes are read over or refused, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...Array.from('-?:[]{},#&*!|>\'" \n\tab'), 'a: ', '\n  '), { maxLength: 60 }),
      (pieces) => {
        scalars(pieces.join(''));
      },
    ),
    { numRuns: 1000 },
  );
});

test('every escape of double quotes is read as the yaml package reads it', () => {
  const escapes = [
    'x61',
    'u00e9',
    'U0001F600',
    '0',
    'a',
    'b',
    't',
    '\t',
    'n',
    'v',
    'f',
    'r',
    'e',
    ' ',
    '"',
    '/',
    '\\',
    'N',
    '_',
    'L',
    'P',
  ];
  const text = `a: "x${escapes.map((escape) => `\\${escape}`).join('-')}x"\n`;
  expect(scalars(text)).toEqual([`a=${(parse(text) as { a: string }).a}:1`]);
  // No escapes, and so no YAML: they stay as they are written.
  expect(scalars('a: "\\xzz\\UFFFFFFFF\\q"\n')).toEqual(['a=\\xzz\\UFFFFFFFF\\q:1']);
});
