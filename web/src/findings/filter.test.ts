import { describe, expect, test } from 'vitest';
import { readFilter, toggled, withFilter } from './filter.ts';

describe('the filter in the address of the findings', () => {
  test('is open findings when it says nothing', () => {
    expect(readFilter(new URLSearchParams())).toEqual({ status: ['open'] });
  });

  test('is what the operation takes', () => {
    const params = new URLSearchParams(
      'status=closed&status=open&severity=low&rule=secrets/jwt&path=src/&q=a b&effect=blocks&cursor=x',
    );
    expect(readFilter(params)).toEqual({
      status: ['open', 'closed'],
      severity: ['low'],
      rule: ['secrets/jwt'],
      path: 'src/',
      q: 'a b',
      effect: 'blocks',
    });
  });

  test('can be of any status', () => {
    expect(readFilter(new URLSearchParams('status=any'))).toEqual({});
  });

  test('begins on the first page again when it changes', () => {
    const params = new URLSearchParams('q=a&cursor=x');
    expect(withFilter(params, 'q', undefined).toString()).toBe('');
    expect(toggled(params, 'severity', 'low').toString()).toBe('q=a&severity=low');
    expect(toggled(new URLSearchParams('severity=low&severity=high'), 'severity', 'low').toString()).toBe(
      'severity=high',
    );
  });
});
