import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/flows/operations.generated.ts';
import { openApi } from '../../src/faces/http/openapi.ts';
import { type ApiDocument, breakingChanges } from './breaking.ts';

interface Shape {
  input?: Record<string, object>;
  required?: string[];
  output?: Record<string, object>;
  outputRequired?: string[];
  parameters?: object[];
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

function document(shape: Shape, path = '/api/v1/weavers'): ApiDocument {
  const { input = {}, required = [], output = {}, outputRequired = Object.keys(output), parameters = [] } = shape;
  return {
    paths: {
      [path]: {
        post: {
          operationId: 'weavers.add',
          parameters,
          requestBody: { content: json({ type: 'object', properties: input, required, additionalProperties: false }) },
          responses: { 200: { content: json({ $ref: '#/components/schemas/Weaver' }) } },
        },
      },
    },
    components: { schemas: { Weaver: { type: 'object', properties: output, required: outputRequired } } },
  } as unknown as ApiDocument; // shapes are JSON Schema
}

const text = { type: 'string' };
const before = document({
  input: { name: text, kind: { type: 'string', enum: ['a', 'b'] }, limit: { type: 'integer', maximum: 500 } },
  required: ['name'],
  output: { id: text, age: { type: 'integer' } },
  parameters: [{ name: 'wait', in: 'query', required: false, schema: text }],
});
const input = { name: text, kind: { type: 'string', enum: ['a', 'b'] }, limit: { type: 'integer', maximum: 500 } };
const output = { id: text, age: { type: 'integer' } };
const parameters = [{ name: 'wait', in: 'query', required: false, schema: text }];
const same: Shape = { input, required: ['name'], output, parameters };

describe('a change of the API', () => {
  it.each([
    ['nothing', same],
    ['a new optional member of the input', { ...same, input: { ...input, note: text } }],
    ['a new member of the output', { ...same, output: { ...output, note: text } }],
    ['a member of the input that is required no more', { ...same, required: [] }],
    ['a wider enumeration', { ...same, input: { ...input, kind: { type: 'string', enum: ['a', 'b', 'c'] } } }],
    ['a wider bound', { ...same, input: { ...input, limit: { type: 'integer', maximum: 900 } } }],
    ['a wider type of the input', { ...same, input: { ...input, limit: { type: 'number', maximum: 500 } } }],
    ['a new optional parameter', { ...same, parameters: [...parameters, { name: 'x', in: 'query', schema: text }] }],
  ] satisfies [string, Shape][])('breaks nothing: %s', (_, shape) => {
    expect(breakingChanges(before, document(shape))).toEqual([]);
  });

  it.each([
    [
      'a member of the input is required now',
      { ...same, required: ['name', 'kind'] },
      'weavers.add body: its member kind is required now',
    ],
    [
      'a new required member of the input',
      { ...same, input: { ...input, note: text }, required: ['name', 'note'] },
      'weavers.add body: its member note is required now',
    ],
    [
      'a member of the input is gone',
      { ...same, input: { name: text, limit: input.limit } },
      'weavers.add body: its member kind is gone',
    ],
    [
      'an enumeration is narrower',
      { ...same, input: { ...input, kind: { type: 'string', enum: ['a'] } } },
      'weavers.add body.kind: it no longer takes "b"',
    ],
    [
      'a bound is narrower',
      { ...same, input: { ...input, limit: { type: 'integer', maximum: 100 } } },
      'weavers.add body.limit: its maximum was 500 and is 100',
    ],
    [
      'a pattern appears',
      { ...same, input: { ...input, name: { ...text, pattern: '^a' } } },
      'weavers.add body.name: its pattern is another',
    ],
    [
      'a type of the input is another',
      { ...same, input: { ...input, name: { type: 'integer' } } },
      'weavers.add body.name: its type was string and is integer',
    ],
    ['a member of the output is gone', { ...same, output: { id: text } }, 'weavers.add answer: its member age is gone'],
    [
      'a member of the output may be absent',
      { ...same, outputRequired: ['id'] },
      'weavers.add answer: its member age may be absent now',
    ],
    [
      'a type of the output is wider',
      { ...same, output: { ...output, age: { type: ['integer', 'null'] } } },
      'weavers.add answer.age: its type was integer and is integer or null',
    ],
    ['a parameter is gone', { ...same, parameters: [] }, 'weavers.add: the parameter wait is gone'],
    [
      'a parameter is required',
      { ...same, parameters: [...parameters, { name: 'x', in: 'query', required: true, schema: text }] },
      'weavers.add: the parameter x is required now',
    ],
  ] satisfies [string, Shape, string][])('breaks clients: %s', (_, shape, sentence) => {
    expect(breakingChanges(before, document(shape))).toEqual([sentence]);
  });

  it('breaks clients when an operation is gone', () => {
    expect(breakingChanges(before, document(same, '/api/v1/other'))).toEqual([
      'weavers.add: POST /api/v1/weavers is gone',
    ]);
  });
});

describe('the API of this program', () => {
  it('breaks nobody who was written against the committed document [2:api-compatibility]', () => {
    const committed = JSON.parse(readFileSync('docs/api/openapi-v1.json', 'utf8')) as ApiDocument;
    const present = JSON.parse(JSON.stringify(openApi(operations))) as ApiDocument;
    expect(breakingChanges(committed, present)).toEqual([]);
  });
});
