import { assert, constantFrom, dictionary, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { addJsonText, removeJsonMember, setJsonText } from './json.ts';

const text =
  '{\r\n\t"name" : "a",\r\n\t"dependencies": { "b":"1",\t"c": "2" },\r\n\t"overrides": {\r\n\t\t"d": "3"\r\n\t}\r\n}';

test('A value is replaced where it stands, and nothing else moves', () => {
  expect(setJsonText(text, ['dependencies', 'c'], '2.1')).toBe(text.replace('"c": "2"', '"c": "2.1"'));
  expect(setJsonText(text, ['dependencies', 'x'], '1')).toBeUndefined();
});

test('Of a key that stands twice the last counts, as in JSON.parse', () => {
  expect(setJsonText('{"a":"1","a":"2"}', ['a'], '3')).toBe('{"a":"1","a":"3"}');
});

test('A member is added in the indentation and newlines that stand there, with the objects that lead to it', () => {
  expect(addJsonText(text, ['overrides', 'e', 'f'], '1')).toBe(
    text.replace('"d": "3"', '"d": "3",\r\n\t\t"e": {\r\n\t\t\t"f": "1"\r\n\t\t}'),
  );
  expect(addJsonText(text, ['dependencies', 'd'], '4')).toBe(text.replace('"c": "2"', '"c": "2", "d": "4"'));
  expect(addJsonText('{}\n', ['overrides', 'a'], '1')).toBe('{\n  "overrides": {\n    "a": "1"\n  }\n}\n');
  expect(addJsonText('{"a": "1"}', ['a', 'b'], '1')).toBeUndefined();
});

test('A member is taken out with its comma, and with the object that it would leave empty', () => {
  expect(removeJsonMember('{\n  "a": "1",\n  "b": {\n    "c": "2"\n  }\n}', ['b', 'c'])).toBe('{\n  "a": "1"\n}');
  expect(removeJsonMember('{"a": "1", "b": "2", "c": "3"}', ['b'])).toBe('{"a": "1", "c": "3"}');
  expect(removeJsonMember('{"a": "1"}', ['b'])).toBeUndefined();
});

test('Names such as __proto__ are members like any other', () => {
  expect(setJsonText('{"__proto__":{"a":"1"}}', ['__proto__', 'a'], '2')).toBe('{"__proto__":{"a":"2"}}');
  expect(setJsonText('{"a":"1"}', ['constructor', 'name'], '2')).toBeUndefined();
});

test('What is edited reads as JSON.parse would have it, whatever the layout', () => {
  const layout = constantFrom(undefined, 1, 2, '\t', '    ');
  const key = string({ minLength: 1, maxLength: 6 });
  assert(
    property(dictionary(key, dictionary(key, string())), layout, key, key, string(), (object, indent, a, b, value) => {
      const edited = addJsonText(JSON.stringify(object, undefined, indent), [a, b], value);
      const expected = new Map(Object.entries(object).map(([name, inner]) => [name, new Map(Object.entries(inner))]));
      const inner = expected.get(a) ?? new Map<string, string>();
      expected.set(a, inner.set(b, value));
      const read = JSON.parse(edited ?? '') as Record<string, Record<string, string>>;
      expect(new Map(Object.entries(read).map(([name, each]) => [name, new Map(Object.entries(each))]))).toEqual(
        expected,
      );
    }),
  );
});

test('A text nested deeper than any manifest is refused', () => {
  expect(() => setJsonText(`${'['.repeat(5000)}${']'.repeat(5000)}`, ['a'], '1')).toThrow(SyntaxError);
});
