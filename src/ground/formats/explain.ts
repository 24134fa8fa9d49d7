import { z } from 'zod';
import type { FileProblem } from './file-format-error.ts';
import { nearest } from './nearest.ts';
import type { Path, PlainYaml } from './plain-yaml.ts';

/** What a schema's issue means to the person who wrote the file. */
export function explain(issue: z.core.$ZodIssue, schema: z.ZodType, plain: PlainYaml): FileProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, keysAt(schema, issue.path), plain));
  const name = issue.path.length === 0 ? 'the file' : `"${issue.path.map(String).join('.')}"`;
  if (issue.code === 'invalid_key')
    return [
      {
        code: 'unknown-key',
        ...plain.positionOfKey(issue.path),
        message: `${name} is not a key here`,
        expected: expectedBy(issue),
        next: 'Rename it.',
      },
    ];
  const at = plain.positionOf(issue.path);
  const found = valueAt(plain.value, issue.path);
  if (found === undefined)
    return [
      { code: 'wrong-value', ...at, message: `${name} is missing`, expected: expectedBy(issue), next: 'Add it.' },
    ];
  return [
    {
      code: 'wrong-value',
      ...at,
      message: `${name} is ${shown(found)}`,
      expected: expectedBy(issue),
      next: meant(found, issue) ?? 'Change it.',
    },
  ];
}

function unknownKey(path: Path, key: string, known: readonly string[], plain: PlainYaml): FileProblem {
  const likely = nearest(key, known);
  return {
    code: 'unknown-key',
    ...plain.positionOfKey(path),
    message: `"${key}" is not a key here`,
    expected: known.length === 0 ? 'nothing more' : `one of ${known.join(', ')}`,
    next: likely === undefined ? 'Remove it.' : `Did you mean "${likely}"?`,
  };
}

function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'string')
    return value.length > 60 ? `a text of ${value.length} characters` : JSON.stringify(withoutPassword(value));
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a block of keys';
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : typeof value;
}

/** A report is read by more people than a file. */
function withoutPassword(text: string): string {
  return text.replace(/(:\/\/)[^/@\s]*@/g, '$1…@');
}

function meant(found: unknown, issue: z.core.$ZodIssue): string | undefined {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return undefined;
  const likely = nearest(found, issue.values.map(String));
  return likely === undefined ? undefined : `Did you mean "${likely}"?`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
};

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return kinds[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' or ');
  if (issue.code === 'too_small') return `at least ${issue.minimum}${unitOf(issue.origin)}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}${unitOf(issue.origin)}`;
  // Formats, refinements and keys of records carry a message of their own.
  const inner = issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
  return inner ?? issue.message;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** The keys that an object may have at this place of the schema. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let inner: unknown = schema;
  for (const step of path) inner = childOf(unwrapped(inner), step);
  const object = unwrapped(inner);
  if (object instanceof z.ZodObject) return Object.keys(object.shape);
  return object instanceof z.ZodRecord && object.keyType instanceof z.ZodEnum ? object.keyType.options.map(String) : [];
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
  return inner;
}

function childOf(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, unknown>)[step];
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}
