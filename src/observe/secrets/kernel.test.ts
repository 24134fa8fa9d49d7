/** The kernel (AssemblyScript) against a naive reference: one JavaScript regular expression per rule over the whole text. */
import { globSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { assetPath } from '#ground/places';
import { cpuTime } from '../../ground/model/testing.ts';
import { buildImage } from './compile/image.ts';
import { type Assertion, type ByteSet, type Pattern } from './compile/pattern.ts';
import { type CompiledRule, compileRule, SecretRule } from './compile/rule.ts';
import { fillExample } from './example.ts';
import { readImage } from './image.ts';
import { Scanner } from './scanner.ts';

const wasm = readFileSync(assetPath('secrets.wasm'));
const rules = globSync('src/observe/secrets/rules/*.yaml')
  .sort()
  .map((path) => SecretRule.parse(parse(readFileSync(path, 'utf8'))));
const compiled = rules.map((rule) => compileRule(rule));

function scannerOf(list: readonly CompiledRule[]): Scanner {
  return new Scanner(wasm, readImage(buildImage(list)));
}

function ruleOf(pattern: string): CompiledRule {
  const example: SecretRule = {
    ...rules[0]!,
    match: { pattern, chosen: false, placeholders: [], attributes: [], confidence: 'likely', window: 4096 },
  };
  return compileRule(example);
}

const assertions: Readonly<Record<Assertion, string>> = {
  'file-start': '(?<![^])',
  'file-end': '(?![^])',
  'line-start': '(?<![^\\n])',
  'line-end': '(?![^])|(?=\\n)|(?=\\r(?:\\n|(?![^])))',
  'word-boundary': '\\b',
  'no-word-boundary': '\\B',
  'token-start': '(?<![A-Za-z0-9_])|(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\u00[0-9A-Fa-f]{2})',
};

function regexOf(pattern: Pattern, secret: { named: number }): string {
  const inner = (item: Pattern) => regexOf(item, secret);
  switch (pattern.kind) {
    case 'set':
      return classOf(pattern.set);
    case 'sequence':
      return pattern.items.map(inner).join('');
    case 'choice':
      return `(?:${pattern.options.map(inner).join('|')})`;
    case 'repeat':
      return `(?:${inner(pattern.item)}){${pattern.min},${pattern.max === Infinity ? '' : pattern.max}}${pattern.lazy ? '?' : ''}`;
    case 'group':
      if (pattern.name !== 'secret') return `(?:${inner(pattern.item)})`;
      secret.named += 1;
      return `(?<secret${secret.named}>${inner(pattern.item)})`;
    case 'assert':
      return `(?:${assertions[pattern.what]})`;
    default:
      return `(?!${classOf(pattern.set)})`;
  }
}

function classOf(set: ByteSet): string {
  const members = [...set.keys()].filter((byte) => set[byte] === 1);
  return `[${members.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}]`;
}

interface Found {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

const references = new Map<CompiledRule, RegExp>();

/** Compiled once: hundreds of rules meet hundreds of texts. */
function referenceOf(rule: CompiledRule): RegExp {
  const known = references.get(rule) ?? new RegExp(regexOf(rule.pattern, { named: 0 }), 'g');
  references.set(rule, known);
  known.lastIndex = 0;
  return known;
}

/** All matches of each rule, leftmost first, without overlap; those with too few distinct bytes do not count. */
function naive(list: readonly CompiledRule[], text: string): Found[] {
  return list.flatMap((rule, number) => {
    const regex = referenceOf(rule);
    const found: Found[] = [];
    for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
      const end = match.index + match[0].length;
      const value =
        Object.values(match.groups ?? {}).find((text) => text !== undefined) ??
        (rule.groups.includes('secret') ? undefined : match[0]);
      const isRejected =
        rule.distinct > 0 &&
        rule.groups.includes('secret') &&
        value !== undefined &&
        new Set(value).size < rule.distinct;
      if (isRejected) regex.lastIndex = match.index + 1;
      else found.push({ rule: number, start: match.index, end });
    }
    return found;
  });
}

function scanned(scanner: Scanner, text: string): Found[] {
  const { matches, gaveUp } = scanner.scan(Buffer.from(text, 'latin1'), Infinity);
  expect(gaveUp).toEqual([]);
  return matches
    .map(({ rule, start, end }) => ({ rule, start, end }))
    .sort((a, b) => a.rule - b.rule || a.start - b.start);
}

/**
 * The kernel's matches as the reference has them where both end alike: of the places at which a match may begin, the kernel takes the one
 * whose anchor it meets first, which is a later one where a name has several beginnings. The value is the same.
 */
function leftmost(found: readonly Found[], expected: readonly Found[], text: string): Found[] {
  return found.map((match) => {
    const same = expected.find(({ rule, end }) => rule === match.rule && end === match.end);
    if (same === undefined || same.start >= match.start) return match;
    const sticky = new RegExp(regexOf(compiled[match.rule]!.pattern, { named: 0 }), 'y');
    sticky.lastIndex = match.start;
    return sticky.exec(text)?.[0].length === match.end - match.start ? same : match;
  });
}

/** Texts of whole tokens, cut tokens, prefixes, separators and noise. */
const examples = rules.flatMap((rule) => rule.examples.bad.map((example) => fillExample(example, rule.id)));
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...examples) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...examples), fc.nat(200), fc.nat(200))
      .map(([text, from, length]) => text.slice(from % text.length, from + length)),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: fc.constantFrom(...Array.from('aA0_-.:=/"\' \n\\%ghpskxoAKI')), maxLength: 40 }),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
);
const texts = fc
  .array(piece, { maxLength: 12 })
  .map((pieces) => Buffer.from(pieces.join(''), 'latin1').toString('latin1'));

test('scanning with all rules equals the naive reference, whatever the text', () => {
  const scanner = scannerOf(compiled);
  fc.assert(
    fc.property(texts, (text) => {
      const expected = naive(compiled, text);
      expect(leftmost(scanned(scanner, text), expected, text)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
}, 60_000);

const small = [
  'xyz(?:a|ab)(?:c|bcd)?d{0,3}',
  'xyz(?:a+)+b',
  'xyz(?:a*)*b?',
  'xyz[ab]{2,4}?b(?:a|b){1,3}',
  'xyz(?:ab?){2,5}\\b',
  '(?:a|b){0,3}xyz$',
  '^xyz(?i:ab)+',
  '\\Axyz|xyz\\z',
  'xyz(?<secret>[ab]*?)b(?:ab|a)*',
  'xyz\\Ba?',
];

test('the matcher agrees with the reference on alternatives, greedy and lazy counts, nesting and assertions', () => {
  const list = small.map(ruleOf);
  const scanner = scannerOf(list);
  const text = fc
    .array(fc.constantFrom('xyz', 'a', 'b', 'ab', 'c', 'd', ' ', '\n', '\r\n', 'A', 'B', 'xy'), { maxLength: 40 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (sample) => {
      expect(scanned(scanner, sample)).toEqual(naive(list, sample));
    }),
    { numRuns: 1000 },
  );
}, 60_000);

test('rules may have more than 256 distinct classes between them', () => {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  const pairs = letters.flatMap((first, index) => letters.slice(index + 1).map((second) => first + second));
  const scanner = scannerOf(pairs.map((pair) => ruleOf(`#${pair}=[${pair}]{4}[${pair}]`)));
  const text = pairs.map((pair) => `#${pair}=${pair}${pair}${pair}`).join(' ');
  expect(pairs).toHaveLength(325);
  expect(scanned(scanner, text).map(({ rule }) => rule)).toEqual(pairs.map((_, rule) => rule));
});

test('a match is found wherever the text is cut into chunks', () => {
  const scanner = scannerOf(compiled);
  const token = fillExample('{{ghp}}', 'chunks');
  const chunk = 1024 * 1024;
  for (const at of [0, 1, chunk - 45, chunk - 40, chunk - 20, chunk - 3, chunk, chunk + 1, 2 * chunk - 7]) {
    const text = Buffer.alloc(2 * chunk + 100, ' ');
    text.write(token, at);
    const { matches } = scanner.scan(text, Infinity);
    expect(matches.map(({ start, end }) => [start, end])).toEqual([[at, at + 40]]);
  }
});

test('a pattern that would backtrack for ever takes time in proportion to its text', () => {
  const scanner = scannerOf([ruleOf('xyz(?:a+)+b'), ruleOf('xyz(?:(?:a|a)*)*c'), ruleOf('xyz(?:a?){40}a{40}d')]);
  const started = cpuTime();
  const outcome = scanner.scan(Buffer.from(`xyz${'a'.repeat(4000)}`), Infinity);
  expect(outcome.matches).toEqual([]);
  expect(cpuTime() - started).toBeLessThan(500);
});

test('[2:hostile-rule] a rule that uses up its budget is named, and the others go on', () => {
  const hostile = ruleOf('xyz[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*0');
  const scanner = scannerOf([hostile, ruleOf('ghp_[A-Z]{8}')]);
  const started = cpuTime();
  const outcome = scanner.scan(Buffer.from(`${`xyz${'a'.repeat(60)}`.repeat(20_000)} ghp_ABCDEFGH`), Infinity);
  expect(outcome.gaveUp).toEqual([0]);
  expect(outcome.matches.map(({ rule }) => rule)).toEqual([1]);
  expect(cpuTime() - started).toBeLessThan(2000);
});

test('a hostile file holds the scan little longer than its deadline', () => {
  const scanner = scannerOf([...compiled, ruleOf('xyz[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*0')]);
  const text = Buffer.alloc(
    16 * 1024 * 1024,
    `xyz${'a'.repeat(40)} secret="aaaaaaaaaaaaaaaaaaaaaaa server=a;password `,
  );
  const started = cpuTime();
  const outcome = scanner.scan(text, performance.now() + 20);
  expect(outcome.stoppedAt).toBeLessThan(text.length);
  expect(cpuTime() - started).toBeLessThan(1500);
});

test('a hundred thousand anchors of each rule stay bounded', () => {
  const scanner = scannerOf(compiled);
  for (const bait of [
    'ghp_',
    '-----BEGIN PRIVATE KEY-----',
    'secret="',
    'postgres://a:b',
    'AKIA',
    'eyJaaaaaaaaaaa.eyJ',
    'api_key=',
    'password:"',
    'kind: Secret\ndata:\n  key: ',
    'server=a;password=',
  ]) {
    const started = cpuTime();
    scanner.scan(Buffer.from(bait.repeat(100_000)), Infinity);
    expect(cpuTime() - started, bait).toBeLessThan(4000);
  }
}, 60_000);

test('A text in memory that the scanner lent is scanned where it lies, and stays as it is', () => {
  const scanner = scannerOf(compiled);
  const text = Buffer.from(`${examples.join('\n')}\n`);
  const expected = scanner.scan(text, Infinity).matches;
  scanner.lends.set(text);
  const lent = scanner.lends.subarray(0, text.length);
  expect(scanner.scan(lent, Infinity).matches).toEqual(expected);
  scanner.scan(Buffer.from('something else'), Infinity);
  expect(text.equals(lent)).toBe(true);
  expect(expected.length).toBeGreaterThan(examples.length / 2);
});

test('What a rule did in one file does not count in the next', () => {
  const scanner = scannerOf([ruleOf('key-[a-z]{4}')]);
  const limited = (text: string) => scanner.scan(Buffer.from(text), Infinity, 2);
  expect(limited('key-abcd key-abce key-abcf').gaveUp).toEqual([0]);
  expect(limited('key-abcd key-abce')).toMatchObject({ gaveUp: [], matches: [{ start: 0 }, { start: 9 }] });
});

test('leaves a rule alone in files that it does not read, and only there', () => {
  const own = ruleOf('qxz_[a-z]{4}');
  const scanner = scannerOf([
    { ...own, details: { ...own.details, files: ['.conf', 'rc'] } },
    { ...own, details: { ...own.details, files: ['.netrc'] } },
    ruleOf('[0-9]qxz_'),
  ]);
  const rulesFor = (path?: string) => {
    scanner.readAs(path);
    return scanned(scanner, ' 1qxz_abcd ').map(({ rule }) => rule);
  };
  expect(rulesFor()).toEqual([0, 1, 2]);
  expect(rulesFor('src/a.ts')).toEqual([2]);
  expect(rulesFor('a.conf')).toEqual([0, 2]);
  expect(rulesFor('.netrc')).toEqual([0, 1, 2]);
  expect(rulesFor('c')).toEqual([2]);
  expect(rulesFor(undefined)).toEqual([0, 1, 2]);
});

test('takes a word boundary before an anchor at the begin of a text, and behind what is no word', () => {
  const scanner = scannerOf([ruleOf('\\b(?:qxz|wvq)_[a-z]{4}'), ruleOf('(?:a\\b)?wvq_[0-9]{2}')]);
  expect(scanned(scanner, 'qxz_abcd-qxz_abcd').map(({ start }) => start)).toEqual([0, 9]);
  expect(scanned(scanner, 'aqxz_abcd 1qxz_abcd _wvq_abcd \xe9wvq_abcd').map(({ start }) => start)).toEqual([31]);
  expect(scanned(scanner, 'xwvq_12')).toHaveLength(1);
});
