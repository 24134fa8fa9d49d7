import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonFailure, type JsonNode, type JsonOptions, readJson, streamJson } from './index.ts';

const options: JsonOptions = { deadline: Infinity };

function read(text: string, more: Partial<JsonOptions> = {}): JsonNode {
  return readJson(Buffer.from(text), { ...options, ...more });
}

/** What JSON.parse would have given. */
function plain(node: JsonNode): unknown {
  if (node.kind === 'array') return node.items.map((item) => plain(item));
  if (node.kind !== 'object') return node.value;
  const members = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of node.members) members[key] = plain(value);
  return members;
}

function failureOf(text: string, more: Partial<JsonOptions> = {}): JsonFailure | undefined {
  try {
    read(text, more);
  } catch (error) {
    if (error instanceof JsonFailure) return error;
    throw error;
  }
  return undefined;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a file is read with the lines of its members', () => {
  const node = read('{\n  "a": {\n    "b": [1,\n 2]\n  },\n  "c":\n    "x"\n}');
  expect(node.get('a')?.line).toBe(2);
  expect(node.get('a')?.endLine).toBe(5);
  expect(
    node
      .get('a')
      ?.get('b')
      ?.items.map(({ line, number }) => [line, number]),
  ).toEqual([
    [3, 1],
    [4, 2],
  ]);
  expect(node.get('c')).toMatchObject({ line: 6, text: 'x' });
  expect(node.get('c')?.get('d')).toBeUndefined();
});

test('a key that stands twice is told, and the last one counts', () => {
  const node = read('{"a": 1,\n"b": 2,\n"a": 3}');
  expect(node.get('a')?.number).toBe(3);
  expect(node.duplicates?.map(({ key, line, hidden }) => [key, line, hidden.number])).toEqual([['a', 3, 1]]);
});

test('names of prototypes are keys like others', () => {
  const node = read('{"__proto__": {"polluted": true}, "constructor": 1}');
  expect([...node.members.keys()]).toEqual(['__proto__', 'constructor']);
  expect(node.get('toString')).toBeUndefined();
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('comments and trailing commas are read where they are tolerated, and nowhere else', () => {
  const text = '// first\n{ "a": [1, 2,], /* two\nlines */ "b": "// no comment", }';
  const node = read(text, { tolerant: true });
  expect(plain(node)).toEqual({ a: [1, 2], b: '// no comment' });
  expect(node.get('b')?.line).toBe(3);
  expect(failureOf(text)?.line).toBe(1);
  expect(failureOf('[1,]')?.code).toBe('malformed');
  expect(failureOf('[,]', { tolerant: true })?.code).toBe('malformed');
});

test('what is wrong is told with its place', () => {
  expect(failureOf('{\n  "a": tru\n}')).toMatchObject({ code: 'malformed', line: 2, column: 8 });
  expect(failureOf('{"a": "\\x"}')).toMatchObject({ code: 'malformed', column: 8 });
  expect(failureOf('[1] 2')).toMatchObject({ code: 'malformed', column: 5 });
});

test('nesting is bounded, and a hundred thousand levels overflow no stack', () => {
  expect(failureOf('['.repeat(100_000))?.code).toBe('too-deep');
  expect(failureOf('{"a":'.repeat(100_000))?.code).toBe('too-deep');
  const deep = read('['.repeat(100_000) + ']'.repeat(100_000), { maxDepth: 100_000 });
  expect(deep.items).toHaveLength(1);
});

test('a deadline ends the reading of a big file', () => {
  expect(failureOf(`[${'"x",'.repeat(10_000)}1]`, { deadline: 0 })?.code).toBe('timed-out');
});

test('a visitor takes what it wants, and the rest is skipped but checked', () => {
  const text = '{"skip": {"deep": [1, {"x": "\\u0041"}]}, "list": [1, [2], 3], "take": {"a": 1}}';
  const seen: unknown[] = [];
  streamJson(Buffer.from(text), options, (reader) =>
    reader.members((key) => {
      if (key === 'list') reader.elements((index) => seen.push([index, reader.kind]));
      if (key === 'take') seen.push(plain(reader.value()));
    }),
  );
  expect(seen).toEqual([[0, 'number'], [1, 'array'], [2, 'number'], { a: 1 }]);
  const skip = (broken: string) => () => streamJson(Buffer.from(broken), options, (reader) => reader.skip());
  expect(skip('{"a": [1, 2}')).toThrow(JsonFailure);
  expect(skip('{"a": "\\q"}')).toThrow(JsonFailure);
});

test('what a visitor gathered before the file breaks off is kept', () => {
  const seen: string[] = [];
  expect(() =>
    streamJson(Buffer.from('{"a": 1, "b": {"c'), options, (reader) => reader.members((key) => seen.push(key))),
  ).toThrow(JsonFailure);
  expect(seen).toEqual(['a', 'b']);
});

test('any JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.nat(4), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      for (const written of [text, spaced, `\uFEFF${text}`])
        expect(plain(read(written))).toEqual(withoutPrototypes(JSON.parse(written.replace('\uFEFF', ''))));
    }),
  );
});

test('any text is accepted exactly when JSON.parse accepts it', () => {
  const piece = fc.constantFrom(
    ...Array.from('{}[],:"\\/ \n\t01-+.eEu'),
    'true',
    'null',
    '"a"',
    '\\u00',
    'é',
    '\u0001',
    '//',
    '/*',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const mutated = fc
    .tuple(fc.json(), fc.nat(), piece, fc.nat(3))
    .map(
      ([json, at, put, cut]) =>
        json.slice(0, at % (json.length + 1)) + put + json.slice((at % (json.length + 1)) + cut),
    );
  fc.assert(
    fc.property(fc.oneof(text, mutated), (json) => {
      const failure = failureOf(json);
      expect(failure === undefined, json).toBe(parses(json));
      const skips = () => streamJson(Buffer.from(json), options, (reader) => reader.skip());
      if (failure === undefined) skips();
      else expect(skips).toThrow(JsonFailure);
    }),
    { numRuns: 2000 },
  );
});

function withoutPrototypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutPrototypes(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value)) members[key] = withoutPrototypes(member);
  return members;
}
