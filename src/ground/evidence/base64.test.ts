import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Text, isBase64 } from './base64.ts';

describe('base64', () => {
  it('of any bytes is base64', () => {
    assert(
      property(uint8Array(), (bytes) => {
        expect(isBase64(Buffer.from(bytes).toString('base64'))).toBe(true);
      }),
    );
  });

  it.each(['A', 'AA', 'AAA', 'A===', '====', '=', 'AA=A', 'A-_A', 'AA A', 'AAA\n', 'ÄAAA', 'AAAA=', '😀AA'])(
    'is not %j',
    (text) => {
      expect(isBase64(text)).toBe(false);
    },
  );

  it('longer than it may be is refused as too long, whatever is in it', () => {
    expect(base64Text(8).safeParse('!'.repeat(12)).error?.issues).toMatchObject([{ code: 'too_big' }]);
    expect(base64Text(8).safeParse('AAA!').error?.issues).toMatchObject([{ message: 'this is not base64' }]);
    expect(base64Text(8).parse('AAAA')).toBe('AAAA');
  });
});
