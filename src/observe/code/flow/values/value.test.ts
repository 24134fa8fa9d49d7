import { describe, expect, it } from 'vitest';
import { joinLabels, type Labels } from './value.ts';

const parameters: Labels = Array.from({ length: 16 }, (_, nth) => [nth * 2, 0]).flat();

describe('[5:code-hostile] A value of too many labels', () => {
  it('keeps a source, however many parameters were there before', () => {
    const joined = joinLabels(parameters, [101, 0]);
    expect(joined).toContain(101);
    expect(joined).toHaveLength(32);
    expect(joinLabels(joined, [99, 0])).toEqual(expect.arrayContaining([99, 101]));
  });

  it('stays as it is when more parameters come', () => {
    expect(joinLabels(parameters, [100, 0])).toBe(parameters);
    const joined = joinLabels(parameters, [101, 0]);
    expect(joinLabels(joined, parameters)).toBe(joined);
  });

  it('is harmless for no more than all of its ways are', () => {
    const masked = parameters.map((each, at) => (at % 2 === 1 ? 1 : each));
    expect(joinLabels(masked, [0, 0, 100, 0]).slice(0, 4)).toEqual([0, 0, 2, 1]);
  });
});
