import { expect, test } from 'vitest';
import { contentOf, decodeText } from './content.ts';

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const shown = (bytes: Uint8Array): (string | undefined)[] => {
  const content = contentOf(bytes, 'a.txt');
  return content.kind === 'text'
    ? [
        Buffer.from(content.bytes).toString('latin1'),
        content.raw && Buffer.from(content.raw).toString('latin1'),
        decodeText(bytes),
      ]
    : [];
};

test('What was transcoded comes with the bytes as they are, and neither with a mark by which it would be decoded again', () => {
  expect(shown(utf16('ab\n'))).toEqual(['ab\n', 'a\0b\0\n\0', 'ab\n']);
  expect(shown(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('ab\n')]))[1]).toBe('a\0b\0\n\0');
});

test('A mark before what is no UTF-16 is not believed, nor handed on', () => {
  const text = 'TOKEN=0123456789\n';
  const marked = (...mark: number[]): Buffer => Buffer.concat([Buffer.from(mark), Buffer.from(text)]);
  expect(shown(marked(0xff, 0xfe))).toEqual([text, undefined, text]);
  expect(shown(marked(0xfe, 0xff, 0xff, 0xfe))).toEqual([text, undefined, text]);
  expect(shown(marked(0xff, 0xfe, 0, 10))).toEqual([`\0\n${text}`, undefined, `\0\n${text}`]);
});

test('A binary is what is named and made as one', () => {
  const image = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
  expect(contentOf(image, 'a.png').kind).toBe('binary');
  expect(contentOf(image, 'a.js').kind).toBe('text');
  expect(contentOf(Buffer.from('text'), 'a.png').kind).toBe('text');
  expect(decodeText(image, 'a.png')).toBeUndefined();
});
