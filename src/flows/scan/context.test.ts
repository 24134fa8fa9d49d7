import { expect, test } from 'vitest';
import type { Finding, RuleId } from '#ground/model';
import { withContext } from './context.ts';

// In two parts, so that no live-looking token stands in this repository.
const token = ['ghp', '0123456789abcdefghij0123456789abcdef'].join('_');

function finding(location: Partial<Finding['location']>, excerpt?: string): Finding {
  return {
    rule: 'secrets/x' as RuleId,
    locus: { kind: 'secret', value: 'c0ffee' },
    location: { path: 'a.ts', startLine: 4, startColumn: 12, endLine: 4, endColumn: 12 + token.length, ...location },
    ...(excerpt === undefined ? {} : { excerpt }),
  } as Finding; // the rest does not matter here
}

async function linesOf(text: string, ...findings: Finding[]): Promise<string[][]> {
  const shown = await withContext(findings, async () => new Map([['a.ts', text]]));
  return shown.map(({ context }) => [...(context?.lines ?? [])]);
}

const text = `one\ntwo\nthree\nconst t = '${token}'\nfive\nsix\nseven\neight\n`;

test('Three lines before and three after stand around a finding, its text redacted as the analyzer did', async () => {
  expect(await linesOf(text, finding({}, 'ghp_…cdef'))).toEqual([
    ['one', 'two', 'three', "const t = 'ghp_…cdef'", 'five', 'six', 'seven'],
  ]);
});

test('Without the analyzer’s redaction two characters are shown at most', async () => {
  expect((await linesOf(text, finding({})))[0]?.[3]).toBe("const t = 'gh…'");
});

test('A secret that is written again close by is redacted there too [2:secrets-redaction]', async () => {
  const twice = text.replace('five', `// was ${token}`);
  expect((await linesOf(twice, finding({}, 'ghp_…cdef'))).flat().join('\n')).not.toContain(token);
});

test('Another finding in the lines around is redacted too', async () => {
  const other = finding({ startLine: 5, endLine: 5, startColumn: 1, endColumn: 5 }, 'f…');
  expect((await linesOf(text, finding({}, 'ghp_…cdef'), other))[0]?.[4]).toBe('f…');
});

test('Of two findings whose texts overlap nothing is shown', async () => {
  const wider = finding({ startColumn: 8, endColumn: 12 + token.length }, 'ghp_…wide');
  expect((await linesOf(text, finding({}, 'ghp_…cdef'), wider))[0]?.[3]).toBe("const t…'");
});

test('A key of several lines shows its frame only', async () => {
  const key = 'a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabcdefabcdef\n-----END RSA PRIVATE KEY-----\nb\n';
  const found = finding(
    { startLine: 2, startColumn: 1, endLine: 5, endColumn: 30 },
    '-----BEGIN RSA PRIVATE KEY-----…',
  );
  expect(await linesOf(key, found)).toEqual([
    ['a', '-----BEGIN RSA PRIVATE KEY-----', '…', '…', '-----END RSA PRIVATE KEY-----', 'b'],
  ]);
});

test('A very long line is cut around the finding', async () => {
  const long = `${'x'.repeat(5000)}${token}${'y'.repeat(5000)}`;
  const [lines] = await linesOf(
    long,
    finding({ startLine: 1, endLine: 1, startColumn: 5001, endColumn: 5001 + token.length }, 'ghp_…cdef'),
  );
  expect(lines?.[0]).toHaveLength(400);
  expect(lines?.[0]).toContain('xghp_…cdefy');
});

test('A file that is gone, or shorter now, gives no lines and no error', async () => {
  expect(await linesOf('', finding({}))).toEqual([[]]);
  const [shown] = await withContext([finding({ path: 'gone.ts' })], async () => new Map());
  expect(shown).not.toHaveProperty('context');
});

test('A file that changed since it was scanned shows no lines: redaction by the old places would miss the secret', async () => {
  const moved = `a new first line\n${text}`;
  expect(await linesOf(moved, finding({}, 'ghp_••••cdef'))).toEqual([[]]);
  expect((await linesOf(text, finding({}, 'ghp_••••cdef')))[0]?.[3]).toBe("const t = 'ghp_••••cdef'");
});

test('A finding that is no secret shows its text as it is', async () => {
  const other = { ...finding({ startColumn: 1, endColumn: 1 }), locus: { kind: 'file' as const, path: 'a.ts' } };
  expect((await linesOf('one\ntwo\nthree\nfour\n', other))[0]).toEqual(['one', 'two', 'three', 'four']);
});
