import { expect, test } from 'vitest';
import { fillExample } from './index.ts';
import { standingOf } from './placeholder.ts';

test.each([32, 40, 88, 2268])('of generated values of %i characters none is dropped by chance', (length) => {
  const count = length > 1000 ? 500 : 5000;
  const dropped = Array.from({ length: count }, (_, seed) =>
    fillExample(`{{random:base64:${Math.min(length, 4096)}}}`, `chance ${length} ${seed}`),
  ).filter((value) => standingOf(value, []) === 'placeholder');
  expect(dropped).toEqual([]);
});

test.each([
  ['a word inside another', 'A/ykZ9xfakenQ8R/b2N7tGv4sY6uW+p3Lm', 'secret'],
  ['a word between other characters', 'A/ykZ9+fake+8R/b2N7tGv4sY6uW+p3L', 'doubtful'],
  ['two slashes that begin a value', '//ykZ9Q8R/b2N7tGv4sY6uW+p3LmQw==', 'secret'],
  ['the beginning of a URL', '//ci.acme.dev/job', 'placeholder'],
  ['the keys of AWS’s documentation', 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'placeholder'],
  ['a variable', '$dbPassword', 'placeholder'],
  ['a password that begins like one', '$ecret9!x', 'secret'],
  ['a mask', 'ghp_****************', 'placeholder'],
])('%s: %s is taken for a %s', (_, value, standing) => {
  expect(standingOf(value, [])).toBe(standing);
});
