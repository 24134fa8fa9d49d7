import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cpuTime } from '../model/testing.ts';
import { type Complaint, FileFormatError, nearest, readYaml } from './index.ts';

const schema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(3).optional(),
  mode: z.enum(['observe', 'warn', 'enforce']).default('warn'),
  rules: z.array(z.strictObject({ path: z.string(), why: z.string().min(10) })).default([]),
  stages: z.partialRecord(z.enum(['commit', 'merge']), z.int()).optional(),
});

const read = (text: string, check?: (value: z.output<typeof schema>) => Complaint[]) =>
  readYaml('a.yaml', text, { schema, version: 1, ...(check !== undefined && { check }) });

async function refusalOf(text: string): Promise<FileFormatError> {
  const error: unknown = await read(text).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(FileFormatError);
  return error as FileFormatError; // just checked
}

describe('a file in order', () => {
  test('is read as its schema says', async () => {
    expect(
      await read('version: 1\nname: shop # a comment\nrules:\n  - path: vendor/\n    why: Copied from upstream.\n'),
    ).toEqual({
      version: 1,
      name: 'shop',
      mode: 'warn',
      rules: [{ path: 'vendor/', why: 'Copied from upstream.' }],
    });
  });

  test('dates stay text, and yes is no boolean (YAML 1.2)', async () => {
    expect(await read('version: 1\nname: 2026-11-22')).toMatchObject({ name: '2026-11-22' });
    expect(await read('version: 1\nname: yes')).toMatchObject({ name: 'yes' });
  });

  test('JSON is YAML', async () => {
    expect(await read('{"version": 1, "mode": "enforce"}')).toMatchObject({ mode: 'enforce' });
  });
});

describe('a broken file says line, column, what was expected, and what to do [2:project-file]', () => {
  test.each([
    [
      'an unknown key',
      'version: 1\n\nnam: shop',
      3,
      1,
      'unknown-key',
      '"nam" is not a key here',
      'one of version, name, mode, rules, stages',
      'Did you mean "name"?',
    ],
    [
      'an unknown key inside',
      'version: 1\nrules:\n  - path: a\n    wy: because',
      3,
      5,
      'wrong-value',
      '"rules.0.why" is missing',
      'text',
      'Add it.',
    ],
    [
      'an unknown key of a record',
      'version: 1\nstages: { mrge: 1 }',
      2,
      11,
      'unknown-key',
      '"mrge" is not a key here',
      'one of commit, merge',
      'Did you mean "merge"?',
    ],
    [
      'a key that nothing is like',
      'version: 1\nzzzzzz: 1',
      2,
      1,
      'unknown-key',
      '"zzzzzz" is not a key here',
      'one of version, name, mode, rules, stages',
      'Remove it.',
    ],
    [
      'an unknown version',
      '# new\nversion: 7\nfuture: 1',
      2,
      10,
      'unknown-version',
      'version 7 is not known here',
      'version: 1',
      'Use the Selvedge that wrote it, or write the file in this version.',
    ],
    ['no version', 'name: shop', 1, 1, 'wrong-value', '"version" is missing', '1', 'Add it.'],
    [
      'a wrong word',
      'version: 1\nmode: enforced',
      2,
      7,
      'wrong-value',
      '"mode" is "enforced"',
      'observe or warn or enforce',
      'Did you mean "enforce"?',
    ],
    ['a wrong kind', 'version: 1\nrules: vendor/', 2, 8, 'wrong-value', '"rules" is "vendor/"', 'a list', 'Change it.'],
    [
      'nothing where something belongs',
      'version: 1\nname:\n',
      2,
      6,
      'wrong-value',
      '"name" is empty',
      'text',
      'Change it.',
    ],
    [
      'too little',
      'version: 1\nname: ab',
      2,
      7,
      'wrong-value',
      '"name" is "ab"',
      'at least 3 characters',
      'Change it.',
    ],
    ['an empty file', '', 1, 1, 'wrong-value', 'the file is empty', 'a block of keys', 'Change it.'],
    ['a list', '- version: 1', 1, 1, 'wrong-value', 'the file is a list', 'a block of keys', 'Change it.'],
    [
      'a duplicate key',
      'version: 1\nname: one\nname: two',
      3,
      1,
      'duplicate-key',
      '"name" stands here a second time',
      'each key once',
      'Remove one of them.',
    ],
    [
      'an open quote',
      'version: 1\nname: "shop\n',
      3,
      1,
      'syntax',
      'Missing closing "quote',
      'YAML 1.2',
      'Correct the syntax here.',
    ],
    [
      'a tab',
      'version: 1\nrules:\n\t- a',
      3,
      1,
      'syntax',
      'Tabs are not allowed as indentation',
      'YAML 1.2',
      'Correct the syntax here.',
    ],
    [
      'two documents',
      'version: 1\n---\nversion: 1',
      2,
      1,
      'syntax',
      'a second document begins',
      'one document',
      'Remove the --- and what follows.',
    ],
  ])('%s', async (_name, text, line, column, code, message, expected, next) => {
    const error = await refusalOf(text);
    expect(error.problems[0]).toEqual({ code, line, column, message, expected, next });
    expect(error.message.split('\n')[0]).toBe(`a.yaml:${line}:${column}: ${message}; expected ${expected}. ${next}`);
  });

  test('all problems are told at once, in order, up to ten', async () => {
    const many = await refusalOf(
      `version: 1\nmode: x\n${Array.from({ length: 20 }, (_, index) => `key${index}: 1`).join('\n')}`,
    );
    expect(many.problems).toHaveLength(10);
    expect(many.problems.slice(0, 3).map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  test('what only the caller knows has its place too', async () => {
    const complaint: Complaint = {
      path: ['rules', 1, 'path'],
      of: 'value',
      message: 'there is no such path',
      expected: 'a path',
      next: 'Remove it.',
    };
    const text = 'version: 1\nrules:\n  - { path: a, why: because of it }\n  - { path: b, why: because of it }\n';
    await expect(read(text, () => [complaint])).rejects.toMatchObject({ line: 4, column: 13, code: 'wrong-value' });
  });
});

describe('a hostile file is refused in bounded time [2:project-file]', () => {
  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index]}`).join(',')}]`),
  ].join('\n');

  test.each([
    ['a billion laughs', laughs, 'not-supported'],
    ['an alias to nothing', 'version: *v', 'not-supported'],
    ['an alias of itself', 'version: &v [*v]', 'not-supported'],
    ['100,000 brackets', '['.repeat(100_000), 'too-deep'],
    ['100,000 closed brackets', '['.repeat(100_000) + ']'.repeat(100_000), 'too-deep'],
    ['60,000 lists in lists', `${'- '.repeat(60_000)}a`, 'too-deep'],
    ['60,000 keys in keys', `${'? '.repeat(60_000)}a`, 'too-deep'],
    ['40 levels', `version: 1\nrules: ${'['.repeat(40)}${']'.repeat(40)}`, 'too-deep'],
    ['a megabyte', `version: 1 #${'x'.repeat(1_000_000)}`, 'too-large'],
    ['50,000 anchors', `${'&a '.repeat(50_000)}b`, 'syntax'],
    ['25,000 keys', Array.from({ length: 25_000 }, (_, index) => `k${index}:`).join('\n'), 'wrong-value'],
    ['a tag', 'version: !!js/function "process.exit(1)"', 'syntax'],
    ['a standard tag', 'version: !!int 1', 'not-supported'],
    ['a key that is a list', 'version: 1\n? [a, b]\n: c', 'not-supported'],
    ['a prototype', 'version: 1\n__proto__: { mode: enforce }', 'unknown-key'],
    ['a constructor', 'version: 1\nconstructor: { mode: enforce }', 'unknown-key'],
  ])('%s', async (_name, text, code) => {
    const started = cpuTime();
    const error = await refusalOf(text);
    expect(error.problems.map((problem) => problem.code)).toContain(code);
    expect(cpuTime() - started).toBeLessThan(3_000);
  });

  test('whatever it holds, it is read or refused with a place inside it', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom(
          'a',
          ':',
          ' ',
          '\n',
          '-',
          '[',
          ']',
          '{',
          '}',
          '"',
          "'",
          '#',
          '&',
          '*',
          '!',
          '|',
          '>',
          '?',
          '\t',
          ',',
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (hostile) => {
        const error: unknown = await read(`version: 1\n${hostile}`).catch((caught: unknown) => caught);
        if (!(error instanceof FileFormatError)) expect(error).toHaveProperty('version', 1);
        else expect(error.line).toBeLessThanOrEqual(`version: 1\n${hostile}`.split(/\r?\n/).length + 1);
      }),
    );
  });
});

describe('did you mean', () => {
  test.each([
    ['exlude', 'exclude'],
    ['excldue', 'exclude'],
    ['control', 'controls'],
    ['Exclude', 'exclude'],
    ['i', 'id'],
    ['something', undefined],
    ['', undefined],
  ])('%s: %s', (word, meant) => {
    expect(nearest(word, ['version', 'id', 'exclude', 'controls'])).toBe(meant);
  });
});
