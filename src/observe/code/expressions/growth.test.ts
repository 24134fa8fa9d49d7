import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../../ground/model/testing.ts';
import { type Growth, growthOf } from './growth.ts';
import { Matcher, type Matching } from './matcher.ts';
import { readExpression } from './read.ts';

const degree = (growth: Growth): number | string =>
  growth.is === 'slow' ? growth.degree : growth.is === 'quick' ? 1 : growth.because;
const inJavaScript = (source: string, flags = '', matching: Matching = 'search'): number | string =>
  degree(growthOf(source, flags, 'javascript', matching));
const inPython = (source: string, matching: Matching, flags = ''): number | string =>
  degree(growthOf(source, flags, 'python', matching));

describe('how long regular expressions take', () => {
  test.each([
    String.raw`^(\w+\s?)*$`,
    '^(a|a)*$',
    '^(a|ab|b)*c',
    String.raw`^([a-zA-Z0-9_.-]+)+@`,
    '(x+x+)+y',
    String.raw`^(([a-z])+.)+[A-Z]([a-z])+$`,
    String.raw`^(\[(a|[a-z])*\])+: https?:`,
    '^(?:a{0,100}b{0,100}){0,100}c',
    String.raw`^(\w{8,64})*$`,
    '(?=(a+)+$)b',
    String.raw`^(?:\s*\S*)*x$`,
  ])('[5:weakness-redos] %s takes exponential time', (source) => {
    expect(inJavaScript(source)).toBe(Infinity);
  });

  test.each([
    [String.raw`\s+$`, 2],
    [String.raw`^\s+|\s+$`, 2],
    ['a+b', 2],
    ['^a*a*a*b', 3],
    [String.raw`^\s*(\d+)\s*,?\s*$`, 2],
    ['^(.*,)(.*,)(.*,)$', 3],
  ])('[5:weakness-redos] %s takes polynomial time of degree %i', (source, expected) => {
    expect(inJavaScript(source, 'g', 'search-all')).toBe(expected);
  });

  test.each([
    String.raw`^\w+(?:\s\w+)*$`,
    String.raw`^(?:[a-z]|[0-9])*-$`,
    String.raw`^"(?:[^"\\]|\\.)*"$`,
    String.raw`^\+?[0-9]{2,4}(?:[ -][0-9]{2,8}){1,4}$`,
    String.raw`^(\w{32})*$`,
    String.raw`\d{1,20}x`,
    String.raw`\s+`,
    '(?:(a*)*|b)',
    String.raw`^[\w.+-]+@[\w-]+\.[\w.-]+$`,
    '^(.|\\n)*$',
    'a'.repeat(5000),
  ])('[5:weakness-redos] %s takes linear time', (source) => {
    expect(inJavaScript(source)).toBe(1);
  });

  test('[5:weakness-redos] what Python writes otherwise is read so, and where its functions begin to match counts', () => {
    expect(inPython('(?i)^(A|a)+$', 'search')).toBe(Infinity);
    expect(inPython('(?P<word>a+)+$', 'match')).toBe(Infinity);
    expect(inPython('(?x) ( a + ) + $  # words', 'match')).toBe(Infinity);
    expect(inPython('(a++)+$', 'match')).toBe(1);
    expect(inPython('(?>a+)b', 'match')).toBe(1);
    expect(inPython('a+b', 'match')).toBe(1);
    expect(inPython('a+b', 'search')).toBe(2);
    expect(inPython('(a|b)*', 'match')).toBe(1);
    expect(inPython('(a|a)*', 'match')).toBe(1);
    expect(inPython('(a|a)*', 'whole')).toBe(Infinity);
    expect(inPython(String.raw`[\w.]+\Z`, 'match')).toBe(1);
  });

  test('[5:weakness-redos] flags and sets of characters are as in the language', () => {
    expect(inJavaScript('^(A|a)*$')).toBe(1);
    expect(inJavaScript('^(A|a)*$', 'i')).toBe(Infinity);
    expect(inJavaScript(String.raw`^([\w--a]|a)*$`, 'v')).toBe(1);
    expect(inJavaScript(String.raw`^([\w&&[a-c]]|a)*$`, 'v')).toBe(Infinity);
    expect(inJavaScript(String.raw`^(\p{Lu}|[A-Z])*$`, 'u')).toBe(Infinity);
    expect(inJavaScript(String.raw`^(\p{Ll}|[A-Z])*$`, 'u')).toBe(1);
    expect(inJavaScript('a+b', 'y')).toBe(1);
  });

  test('[5:weakness-redos] what depends on the text that a group took is said to be undecided', () => {
    expect(inJavaScript(String.raw`^(a+)\1+$`)).toBe('backreference');
    expect(inJavaScript(String.raw`^(?<q>['"]).+\k<q>$`)).toBe('backreference');
    expect(inPython('(a)?b+(?(1)c|d)', 'match')).toBe('backreference');
    expect(inJavaScript('(?<=a+)b+c')).toBe('lookbehind');
    expect(inJavaScript('(unclosed+')).toBe('unreadable');
  });

  test('[5:weakness-redos] expressions that were written to be hard to judge are judged or left in time', () => {
    const hard = [
      '((((a{50}){50}){50}){50})*',
      '(a|b?)*'.repeat(1000),
      `${'('.repeat(70)}a${')*'.repeat(70)}$`,
      '[ab]*'.repeat(2000),
      `${'(a|'.repeat(60)}b${')+'.repeat(60)}c`,
      'a{1,99999}{1,99999}{1,99999}b',
      '(?:^){100000}a+b',
      '['.repeat(5000),
      '('.repeat(10_000),
      '\\p{L}+'.repeat(400),
    ];
    for (const source of hard) {
      const start = cpuTime();
      growthOf(source, 'v', 'javascript', 'search');
      growthOf(source, '', 'python', 'search');
      expect(cpuTime() - start, source.slice(0, 40)).toBeLessThan(3000);
    }
  });
});

const small = fc.letrec<{ whole: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '[ab]', '.', '[^a]', 'ab?', String.raw`\b`),
    tie('whole').map((inner) => `(?:${inner})`),
  ),
  whole: fc.oneof(
    { maxDepth: 4 },
    tie('atom'),
    fc
      .tuple(tie('atom'), fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,3}', '{2,}'))
      .map(([atom, count]) => `(?:${atom})${count}`),
    fc.tuple(tie('whole'), tie('whole')).map(([left, right]) => left + right),
    fc.tuple(tie('whole'), tie('whole')).map(([left, right]) => `${left}|${right}`),
    tie('whole').map((ahead) => `(?!${ahead})a`),
  ),
})).whole;

describe('for any small expression', () => {
  test('[5:weakness-redos] the matcher that counts finds what the language finds', () => {
    fc.assert(
      fc.property(
        small,
        fc.constantFrom('', '^'),
        fc.constantFrom('', '$'),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 }),
        (inner, start, end, text) => {
          const source = `${start}(?:${inner})${end}`;
          const found = new RegExp(source).exec(text);
          const matcher = new Matcher(readExpression(source, '', 'javascript')!, 'search');
          expect(matcher.put(text, 'search', 1_000_000).end).toBe(found === null ? -1 : found.index + found[0].length);
        },
      ),
      { numRuns: 800, seed: 5 },
    );
  });

  test('[5:weakness-redos] a slow one is slow on its witness, and no pumped text makes a quick one slow', () => {
    const pumps = ['a', 'b', 'ab', 'aab', 'abb', 'c', 'ac'];
    let slow = 0;
    fc.assert(
      fc.property(small, fc.constantFrom('^', ''), (inner, start) => {
        const source = `${start}(?:${inner})$`;
        const growth = growthOf(source, '', 'javascript', 'search');
        const matcher = new Matcher(readExpression(source, '', 'javascript')!, 'search');
        const steps = (prefix: string, pump: string, suffix: string, times: number): number =>
          matcher.put(prefix + pump.repeat(times) + suffix, 'search', 400_000).steps;
        if (growth.is === 'slow') {
          slow += 1;
          const { prefix, pump, suffix, times } = growth.witness;
          expect(steps(prefix, pump, suffix, times), source).toBeGreaterThan(20_000);
          if (growth.degree !== Infinity) return;
          expect(steps(prefix, pump, suffix, times + 8), source).toBe(400_000);
        }
        if (growth.is !== 'quick') return;
        for (const pump of pumps)
          for (const prefix of ['', 'b', 'c'])
            for (const suffix of ['', 'c', 'ac']) {
              const half = steps(prefix, pump, suffix, 60);
              expect(steps(prefix, pump, suffix, 120), `${source} ${prefix} ${pump} ${suffix}`).toBeLessThan(
                half * 2.6,
              );
            }
      }),
      { numRuns: 200, seed: 5 },
    );
    expect(slow).toBeGreaterThan(10);
  });
});
