import type { JsonNode } from '#ground/formats';
import * as fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { Listing } from './listing.ts';
import { ReadFailure } from './reader.ts';
import { readToml, tomlBlocks } from './toml.ts';

function read(text: string) {
  const listing = new Listing();
  const root = readToml({ path: 'a.toml', bytes: Buffer.from(text) }, Infinity, listing);
  return { root, problems: listing.problems };
}

const plain = (node: JsonNode): unknown =>
  node.kind === 'object'
    ? Object.fromEntries([...node.members].map(([key, value]) => [key, plain(value)]))
    : node.kind === 'array'
      ? node.items.map(plain)
      : node.value;

describe('a file of TOML', () => {
  const { root } = read(
    [
      'title = "a" # [no.header]',
      '[tool."b.c".d]',
      'list = [',
      '  "x", # "y"',
      '  { e = "[f]" },',
      '  [1,',
      '   2],',
      ']',
      "text = '''",
      '[[no]]',
      "'''",
      'x.y = 1',
      '[[item]]',
      'when = 2026-11-22',
      '[item.more]',
      'a = true',
      '[[item]]',
    ].join('\n'),
  );

  test('is a tree that knows the line of each key and item', () => {
    expect(plain(root)).toEqual({
      title: 'a',
      tool: { 'b.c': { d: { list: ['x', { e: '[f]' }, [1, 2]], text: '[[no]]\n', x: { y: 1 } } } },
      item: [{ when: '2026-11-22', more: { a: true } }, {}],
    });
    const table = root.get('tool')?.get('b.c')?.get('d');
    expect(table?.get('list')?.items.map(({ line }) => line)).toEqual([4, 5, 6]);
    expect(table?.get('x')?.get('y')?.line).toBe(12);
    expect(root.get('item')?.items[0]?.get('more')?.get('a')?.line).toBe(16);
  });

  test('keeps names that objects have', () => {
    expect(plain(read('__proto__ = 1\n[constructor]\n__proto__.a = 2').root)).toEqual(
      JSON.parse('{"__proto__": 1, "constructor": {"__proto__": {"a": 2}}}'),
    );
  });

  test('that is broken in places is read but for those, which are told', () => {
    const { root, problems } = read('a = 1\nb = \nc = "d\ne = 3\n[f]\na = 1\na = 2\n[ ]\ng = 4');
    expect(plain(root)).toMatchObject({ a: 1, e: 3, f: { a: 1 } });
    expect(problems.map(({ kind, line }) => `${kind} ${line}`)).toEqual([
      'malformed 2',
      'malformed 3',
      'duplicate 7',
      'malformed 8',
    ]);
  });

  test('of prose is refused', () => {
    expect(() => read('[')).not.toThrow();
    expect(() => readToml({ path: 'a', bytes: Buffer.from('') }, Infinity, new Listing())).not.toThrow();
  });

  test('ends when its time is up', () => {
    const bytes = Buffer.from('[[package]]\nname = "a"\n'.repeat(10_000));
    expect(() => [...tomlBlocks({ path: 'a', bytes }, 0, new Listing())]).toThrow(ReadFailure);
  });
});

test('whatever is written as TOML is read as the library reads it', () => {
  const key = fc.oneof(fc.stringMatching(/^[a-z]{1,3}$/), fc.string({ maxLength: 4, minLength: 1 }));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', '\n', '#', '[', ']', '{', '=', ',') }),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 4 }), (made) => {
      const text = stringify(made);
      const { root, problems } = read(text);
      expect(problems).toEqual([]);
      expect(plain(root)).toEqual(JSON.parse(JSON.stringify(parse(text))));
    }),
  );
});

test('whatever is broken, nothing but ReadFailure is thrown', () => {
  const bits = fc.constantFrom(
    'a',
    '=',
    '"',
    "'",
    '"""',
    "'''",
    '[',
    ']',
    '[[',
    ']]',
    '{',
    '}',
    ',',
    '\n',
    '#',
    '\\',
    '.',
    ' ',
    '1',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
      try {
        read(parts.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(ReadFailure);
      }
    }),
    { numRuns: 2000 },
  );
});
