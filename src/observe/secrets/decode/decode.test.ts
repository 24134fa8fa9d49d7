/** Text in text: what is encoded is found, and told where it stands, to the character. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer, fillExample, openRedactor } from '../index.ts';
import { openScanner } from '../open.ts';
import { Unwrapper } from './unwrapper.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'a project' });
const redactor = openRedactor(assets);
const ghp = fillExample('{{ghp}}', 'decode test');

function scan(text: string, path = 'src/pay.ts') {
  const bytes = Buffer.from(text);
  const { facts, notLookedAt } = session.extract({ path, size: bytes.length, bytes }, Infinity);
  return { notLookedAt, claims: facts === undefined ? [] : session.conclude([{ path, facts }]).claims };
}

const base64 = (text: Buffer | string): string => Buffer.from(text).toString('base64');

/** What a finding's location covers. */
function covered(text: string, { location }: Claim): string {
  const lines = text.split('\n').slice(location.startLine - 1, location.endLine);
  lines[lines.length - 1] = lines[lines.length - 1]!.slice(0, location.endColumn - 1);
  lines[0] = lines[0]!.slice(location.startColumn - 1);
  return lines.join('\n');
}

interface Encoding {
  readonly name: string;
  readonly encode: (text: string) => string;
  /** The same part, in a text that is encoded whole; bytes from `start` to `end`. */
  readonly part: (encoded: string, start: number, end: number) => readonly [number, number];
}

const perByte = (name: string, width: number, encode: (byte: string) => string): Encoding => ({
  name,
  encode: (text) => Buffer.from(text).toString('hex').replace(/../g, encode),
  part: (_, start, end) => [width * start, width * end],
});

/** The digits that hold a bit of these bytes. */
const digits = (start: number, end: number): readonly [number, number] => [
  Math.floor((start * 8) / 6),
  Math.ceil((end * 8) / 6),
];

function inLines(encoded: string, width: number, between: string): string {
  return (encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(between);
}

const wrapped = (name: string, width: number, between: string): Encoding => ({
  name,
  encode: (text) => inLines(Buffer.from(text).toString('base64'), width, between),
  part(_, start, end) {
    const [from, to] = digits(start, end);
    const breaksBefore = [from, to - 1].map((at) => between.length * Math.floor(at / width));
    return [from + breaksBefore[0]!, to + breaksBefore[1]!];
  },
});

const encodings: readonly Encoding[] = [
  {
    name: 'base64',
    encode: (text) => Buffer.from(text).toString('base64'),
    part: (_, start, end) => digits(start, end),
  },
  {
    name: 'base64',
    encode: (text) => Buffer.from(text).toString('base64url'),
    part: (_, start, end) => digits(start, end),
  },
  perByte('hex', 2, (byte) => byte),
  perByte('hex', 2, (byte) => byte.toUpperCase()),
  perByte('url', 3, (byte) => `%${byte}`),
  perByte('escapes', 6, (byte) => `\\u00${byte}`),
  perByte('escapes', 4, (byte) => `\\x${byte}`),
  perByte('entities', 6, (byte) => `&#x${byte};`),
  {
    name: 'base64+utf-16',
    encode: (text) => Buffer.from(text, 'utf16le').toString('base64'),
    part: (_, start, end) => digits(2 * start, 2 * end),
  },
  wrapped('base64', 76, '\n'),
  wrapped('base64', 64, '\r\n'),
  wrapped('base64', 60, '\n    '),
  wrapped('base64', 64, '\\n'),
  wrapped('base64', 64, '" +\n  "'),
];
const single = encodings.filter(({ name }) => name !== 'base64+utf-16');

const ascii = fc.string({ unit: fc.constantFrom(...'abcdefgh XYZ 0123,.;()[]{}-'.split('')), maxLength: 120 });

test('[3:secrets-decoded] whatever a secret is encoded in, it is found once, at the characters that hold it', () => {
  const before = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\r\n\\%&]/g, ''));
  fc.assert(
    fc.property(fc.constantFrom(...encodings), before, ascii, ascii, ({ name, encode, part }, outer, head, tail) => {
      const inner = `${head} ${ghp} ${tail}`;
      const encoded = encode(inner);
      const text = `${outer}\nx = "${encoded}";\n`;
      const { claims } = scan(text);
      expect(claims.map(({ rule, attributes }) => [rule, attributes['decoded']])).toEqual([
        ['secrets/github-personal-access-token', name],
      ]);
      const [start, end] = part(encoded, head.length + 1, head.length + 1 + ghp.length);
      expect(covered(text, claims[0]!)).toBe(encoded.slice(start, end));
    }),
    { numRuns: 300 },
  );
});

test('[3:secrets-decoded] combinations are decoded to a depth of three, and told outermost first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...single.slice(0, 8)), { minLength: 2, maxLength: 3 }),
      ascii,
      (chain, head) => {
        const inner = `${head} key ${ghp} and more`;
        const text = chain.reduceRight((encoded, { encode }) => encode(encoded), inner);
        let [start, end] = [head.length + 5, head.length + 5 + ghp.length];
        for (const { part } of chain.toReversed()) [start, end] = part('', start, end) as [number, number];
        const { claims } = scan(text);
        expect(claims).toHaveLength(1);
        expect(claims[0]).toMatchObject({ attributes: { decoded: chain.map(({ name }) => name).join('+') } });
        expect(covered(text, claims[0]!)).toBe(text.slice(start, end));
      },
    ),
    { numRuns: 200 },
  );
  expect(scan(base64(base64(base64(base64(`token ${ghp}`))))).claims).toEqual([]);
});

test('[3:secrets-decoded] one secret in the clear and encoded is one secret', () => {
  const { claims } = scan(`a = '${ghp}'\nb = '${Buffer.from(`token=${ghp}`).toString('base64')}'\n`);
  expect(claims).toHaveLength(2);
  expect(claims[0]!.locus).toEqual(claims[1]!.locus);
  expect(claims[1]!.message).toContain('in base64');
});

test('what the rules know as it stands is not reported a second time for what is in it', () => {
  const jwt = fillExample('{{jwt}}', 'decode');
  expect(scan(`Authorization: Bearer ${jwt}`).claims.map(({ rule }) => rule)).toEqual(['secrets/json-web-token']);
  const generic = scan(`const api_secret = "${base64(ghp)}";`).claims;
  expect(generic.map(({ rule }) => rule)).toEqual(['secrets/github-personal-access-token']);
});

test('a secret is found wherever it stands in a long line of base64, over the borders of windows and of arenas', () => {
  const filler = Buffer.alloc(3 * 1024 * 1024, 'lorem ipsum dolor sit amet, ');
  for (const at of [0, 190_000, 196_608, 250_000, 261_000, 790_000, 835_000, 840_000, 1_600_000, 2_500_001]) {
    const plain = Buffer.from(filler);
    plain.write(` ${ghp} `, at);
    const text = plain.toString('base64');
    const { claims } = scan(text);
    expect(
      claims.map(({ rule }) => rule),
      `at ${at}`,
    ).toEqual(['secrets/github-personal-access-token']);
    const [start, end] = digits(at + 1, at + 1 + ghp.length);
    expect(covered(text, claims[0]!)).toBe(text.slice(start, end));
  }
});

test('a redaction hides the encoded form too', () => {
  for (const { encode } of encodings) {
    const text = `x = "${encode(`the token ${ghp} of the shop`)}"`;
    const hidden = redactor(text)!;
    const shown = hidden.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
    const [claim] = scan(text).claims;
    expect(shown).not.toContain(covered(text, claim!).slice(4, -4));
    expect(shown.length).toBeLessThanOrEqual(text.length - covered(text, claim!).length);
  }
});

test('what is left undecoded, when there is too much of it, is named', () => {
  const once = Buffer.alloc(4 * 1024 * 1024, 'nothing to see here. ');
  expect(scan(base64(once)).notLookedAt).toBeUndefined();
  const dump = Array.from({ length: 3000 }, (_, index) => base64(`token ${fillExample('{{ghp}}', `${index}`)}`)).join(
    '\n',
  );
  expect(scan(dump).notLookedAt).toEqual(
    expect.arrayContaining([expect.objectContaining({ by: 'secrets', reason: 'too-large', expected: false })]),
  );
});

const manifest = (values: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\n${values}`;

test('[3:secrets-decoded] each value of a Kubernetes Secret is decoded by itself, with its key for a name', () => {
  const { claims } = scan(manifest(`data:\n  password: ${base64('Tr0ub4d')}\n  api-token: ${base64(ghp)}\n`), 'a.yaml');
  expect(
    claims.map(({ rule, locus, attributes }) => [rule, locus.kind === 'secret' && locus.symbol, attributes['decoded']]),
  ).toEqual([
    ['secrets/kubernetes-secret', 'password', 'base64'],
    ['secrets/github-personal-access-token', undefined, 'base64'],
  ]);
  expect(claims[0]!.location).toMatchObject({ startLine: 6, startColumn: 13, endColumn: 25 });
  const placeholder = scan(manifest(`data:\n  password: ${base64('changeme')}\n`), 'a.yaml').claims;
  expect(placeholder.map(({ rule }) => rule)).not.toContain('secrets/kubernetes-secret');
  const plain = scan(manifest('stringData:\n  password: Tr0ub4dor3x\n'), 'a.yaml').claims;
  expect(plain.map(({ attributes }) => attributes['decoded'])).toEqual([undefined]);
});

test('[3:secrets-linear] twice as much of the most hostile text takes at most twice as many steps, and few of them per byte', () => {
  const { scanner } = openScanner(assets);
  const unwrapper = new Unwrapper(scanner);
  const stepsOf = (unit: string, size: number): number => {
    const text = Buffer.alloc(size, unit);
    scanner.scan(text, Infinity);
    unwrapper.unwrap(text, Infinity);
    return scanner.steps;
  };
  const hostile = [
    'password=secret=token=key=',
    'postgres://user:pass',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    'eyJhbGciOiJIUzI1NiJ9.eyJ',
    'kind: Secret\ndata:\n  key: ',
    base64(base64('password=secret=token=key='.repeat(40))),
    '\\u0070assword=secret=',
    '%41%4',
    '"\'=',
  ];
  const megabyte = 1024 * 1024;
  for (const unit of hostile) {
    const [once, twice] = [stepsOf(unit, 2 * megabyte), stepsOf(unit, 4 * megabyte)];
    expect(twice, unit).toBeLessThanOrEqual(2.1 * once + 1000);
    expect(twice / (4 * megabyte), unit).toBeLessThan(12);
  }
}, 60_000);
