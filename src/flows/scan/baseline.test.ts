import { expect, test } from 'vitest';
import { parseBaseline } from './baseline.ts';

const finding = {
  id: `fnd_${'a'.repeat(32)}`,
  rule: 'secrets/x',
  fingerprint: `sha256:${'b'.repeat(64)}`,
  ordinal: 0,
  locus: { kind: 'file', path: 'a' },
  location: { path: 'a', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
};

function parse(value: unknown): unknown {
  return parseBaseline(typeof value === 'string' ? value : JSON.stringify(value), 'old.json');
}

test('A baseline gives the findings that it holds', () => {
  expect(parse({ kind: 'selvedge-baseline', version: 1, findings: [finding] })).toEqual([finding]);
});

test('What is no baseline is refused by what is wrong with it', () => {
  expect(() => parse('{')).toThrow(/old\.json is not JSON/);
  expect(() => parse([])).toThrow('old.json is not a baseline of Selvedge');
  expect(() => parse({ kind: 'selvedge-baseline', version: 2, findings: [] })).toThrow(
    'old.json is a baseline of version 2; this program reads version 1',
  );
  expect(() => parse({ kind: 'selvedge-baseline', version: 1 })).toThrow('finding 1 in old.json is not complete');
  expect(() => parse({ kind: 'selvedge-baseline', version: 1, findings: [finding, { ...finding, id: 'x' }] })).toThrow(
    'finding 2 in old.json is not complete',
  );
  expect(() => parse({ kind: 'selvedge-baseline', version: 1, findings: [null] })).toThrow('finding 1');
});
