import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { analyzer, fillExample, openRedactor } from './index.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const placesIn = openRedactor(assets);
const ghp = fillExample('{{ghp}}', 'redactor test');

function valuesIn(text: string): string[] {
  return (placesIn(text) ?? []).map(({ start, end }) => text.slice(start, end));
}

test('what no finding is made of is a value all the same: placeholders, words, other files’ formats', () => {
  expect(valuesIn('password = "correct-horse-battery"')).toEqual(['correct-horse-battery']);
  expect(valuesIn('postgres://shop:admin@db.example.com/shop')).toEqual(['admin']);
  expect(valuesIn(`token = "${ghp}"; // ${ghp}`)).toEqual([ghp, ghp]);
});

test('what looks random is told although no rule knows it, and words are not', () => {
  const random = fillExample('{{random:base62:40}}', 'redactor test');
  const pem = fillExample('{{random:base64:64}}', 'redactor test');
  expect(valuesIn(`f("${random}")\n${pem}\n`)).toEqual([random, pem]);
  expect(
    valuesIn("import { validateSubscriptionRenewal } from '../../components/password-input/PasswordInputField.ts';"),
  ).toEqual([]);
});

test('what joins a value and is no word belongs to it, and places lie apart', () => {
  const part = fillExample('{{random:base62:14}}', 'redactor test');
  expect(valuesIn(`x = ${part}.v1.${ghp}`)).toEqual([`${part}.v1.${ghp}`]);
  expect(valuesIn(`https://hooks.acme.dev/services/${ghp}/settings/page`)).toEqual([ghp]);
  expect(valuesIn(`${ghp}/${part}/${ghp}`)).toEqual([`${ghp}/${part}/${ghp}`]);
});

test('places are UTF-16 units, whatever stands before and in a value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (before) => {
      const text = `${before.toWellFormed()} "${ghp}" é`;
      expect(valuesIn(text).at(-1)).toBe(ghp);
    }),
  );
  expect(valuesIn('postgres://shop:Trü🙂bador@db.acme.dev/shop')).toEqual(['Trü🙂bador']);
});

test('a text with thousands of values has all of them told', () => {
  const dump = Array.from({ length: 3000 }, (_, index) => fillExample('{{ghp}}', `dump ${index}`));
  expect(valuesIn(dump.join('\n'))).toEqual(dump);
});

test('a large file that is one run of letters is told in time, or not at all', () => {
  const block = fillExample('{{random:base64:4096}}', 'redactor test');
  const [place, ...others] = placesIn(block.repeat(1500)) ?? [];
  expect([place, others.length]).toEqual([{ start: 0, end: 4096 * 1500 }, 0]);
  expect(placesIn(block.replaceAll(/.{20}/g, '$& ').repeat(1500))).toBeUndefined();
});

test('without its assets there is none', () => {
  expect(() => openRedactor(new Map())).toThrow('secrets.image');
});
