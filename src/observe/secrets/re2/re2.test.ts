import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findAll } from './find-all.ts';
import { Machine } from './machine.ts';
import { Re2Error } from './node.ts';
import { parseRe2 } from './parse.ts';
import { compileRe2 } from './program.ts';

/** A pattern, and Go's complaint about it or, for each text in base64, FindAllSubmatchIndex. */
type Vector = readonly [pattern: string, answer: string | readonly (readonly [text: string, found: number[][]])[]];

/** What Go 1.26 said; conformance/re2 asks the Go that is there. */
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'go-vectors.json'), 'utf8')) as readonly Vector[];

function matchesOf(pattern: string, text: Uint8Array): number[][] {
  const regexp = parseRe2(pattern);
  const grouper = new Machine(compileRe2(regexp, true));
  return findAll(new Machine(compileRe2(regexp, false)), text, { steps: 1e9 }).map(({ start }) => {
    grouper.find(text, start, start, { steps: 1e9 });
    return [...grouper.found];
  });
}

describe('[3:re2-syntax] Go’s regular expressions', () => {
  test('match and capture what Go says', () => {
    let matched = 0;
    for (const [pattern, answer] of vectors)
      for (const [text, found] of typeof answer === 'string' ? [] : answer) {
        expect(matchesOf(pattern, Buffer.from(text, 'base64')), `${pattern} over ${text}`).toEqual(found);
        matched += found.length;
      }
    expect(matched).toBeGreaterThan(300);
  });

  test('are refused where Go refuses them, in its words', () => {
    const refused = vectors.flatMap(([pattern, answer]) =>
      typeof answer === 'string' ? [[pattern, answer] as const] : [],
    );
    expect(refused.length).toBeGreaterThan(15);
    for (const [pattern, answer] of refused) expect(() => parseRe2(pattern), pattern).toThrow(answer);
  });

  test('say where they go wrong', () => {
    const refusal = ((): unknown => {
      try {
        return parseRe2('abc(?=d)');
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Re2Error);
    expect(refusal).toMatchObject({ code: 'syntax', at: 3, message: 'invalid or unsupported Perl syntax' });
  });
});

describe('[3:user-patterns-bounded] whatever the pattern and the text', () => {
  test.each([
    ['(a+)+$', 'a', 10, 10],
    ['(a|aa)*b', 'a', 16, 1],
    ['x*x*x*x*x*x*x*x*y', 'x', 40, 1],
    ['(?i)key.{0,20}[a-f0-9]{32}', 'key ', 60, 1],
  ])(
    '%s over near misses of %j takes at most %i steps per byte of %i MB',
    { timeout: 120_000 },
    (pattern, unit, perByte, megabytes) => {
      expect(stepsOf(pattern, nearMiss(unit, megabytes * 1e6))).toBeLessThan(perByte * megabytes * 1e6);
    },
  );

  test('steps grow with the text, and no faster', () => {
    for (const pattern of ['(a+)+$', '.{100}b', '(a*)*b', '(.*)(.*)(.*)b', '(?:a?){20}[ab]*c']) {
      const [small, large] = [stepsOf(pattern, nearMiss('a', 100_000)), stepsOf(pattern, nearMiss('a', 200_000))];
      expect(large / small, pattern).toBeLessThan(2.1);
    }
  });

  test('a budget that does not suffice ends the search, and says so', () => {
    const budget = { steps: 1_000_000 };
    expect(findAll(new Machine(compileRe2(parseRe2('.{1000}y'), false)), nearMiss('a', 1_000_000), budget)).toEqual([]);
    expect(budget.steps).toBeLessThan(0);
    expect(budget.steps).toBeGreaterThan(-10_000);
  });

  test('a pattern that is too large to run is refused by name', () => {
    const large = `(?:${'[ab]c'.repeat(60)}){1000}`;
    expect(() => compileRe2(parseRe2(large), false)).toThrow(/more than 50000 instructions/);
    expect(() => parseRe2('('.repeat(5000))).toThrow('expression nests too deeply');
  });
});

function nearMiss(unit: string, bytes: number): Buffer {
  return Buffer.from(`${unit.repeat(bytes / unit.length)}\n!`);
}

function stepsOf(pattern: string, text: Uint8Array): number {
  const budget = { steps: 2e9 };
  expect(findAll(new Machine(compileRe2(parseRe2(pattern), false)), text, budget)).toEqual([]);
  return 2e9 - budget.steps;
}
