import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible, visibleCode } from './visible.ts';

test('What would move the cursor, colour or hide text is shown as an escape', () => {
  expect(visible('a\u001b[2K\u001b[31mb')).toBe('a\\x1b[2K\\x1b[31mb');
  expect(visible('pass\r▲ fail\n')).toBe('pass\\x0d▲ fail\\x0a');
  expect(visible('a\u009bm\u007f')).toBe('a\\x9bm\\x7f');
});

test('What would reorder text is shown as an escape (CVE-2021-42574)', () => {
  expect(visible('if (\u202e admin\u2066 )')).toBe('if (\\u{202e} admin\\u{2066} )');
  expect(visible('a\u200bb\ufeff\u{e0041}')).toBe('a\\u{200b}b\\u{feff}\\u{e0041}');
});

test('A lone surrogate, which no encoder can write, is shown as an escape', () => {
  expect(visible('a\ud800b')).toBe('a\\u{d800}b');
});

test('Letters of any script, accents and emoji stay as they are', () => {
  expect(visible('naïve Grüße 日本語 שלום 🙂 a/b c.ts')).toBe('naïve Grüße 日本語 שלום 🙂 a/b c.ts');
});

test('A tab in code becomes two blanks, so that carets line up', () => {
  expect(visibleCode('\tif (x)')).toBe('  if (x)');
});

test('No text leaves a control character, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}/u);
    }),
  );
});
