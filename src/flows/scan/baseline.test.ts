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

function parse(value: unknown): Promise<unknown> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return parseBaseline(text, 'old.json', [], async function* () {});
}

test('A baseline gives the findings that it holds', async () => {
  expect(await parse({ kind: 'selvedge-baseline', version: 1, findings: [finding] })).toEqual([finding]);
});

test('What is no baseline is refused by what is wrong with it', async () => {
  await expect(parse('{')).rejects.toThrow(/old\.json is not JSON/);
  await expect(parse(['x'])).rejects.toThrow(
    'old.json is not a baseline of Selvedge, nor a report of gitleaks in JSON',
  );
  await expect(parse({ kind: 'selvedge-baseline', version: 2, findings: [] })).rejects.toThrow(
    'old.json is a baseline of version 2; this program reads version 1',
  );
  await expect(parse({ kind: 'selvedge-baseline', version: 1 })).rejects.toThrow(
    'finding 1 in old.json is not complete',
  );
  await expect(
    parse({ kind: 'selvedge-baseline', version: 1, findings: [finding, { ...finding, id: 'x' }] }),
  ).rejects.toThrow('finding 2 in old.json is not complete');
  await expect(parse({ kind: 'selvedge-baseline', version: 1, findings: [null] })).rejects.toThrow('finding 1');
});
