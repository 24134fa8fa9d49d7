import { expect, test } from 'vitest';
import type { Finding, RuleId } from '#ground/model';
import { type Redactor, withContext } from './context.ts';

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

/** In these tests a rule knows only tokens of this length. */
const tokens: Redactor = (text) =>
  [...text.matchAll(/ghp_[a-z0-9]{36}/g)].map(({ index }) => ({ start: index, end: index + token.length }));

async function linesOf(text: string, ...findings: Finding[]): Promise<string[][]> {
  const shown = await withContext(findings, async () => new Map([['a.ts', text]]), tokens);
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
  const [shown] = await withContext([finding({ path: 'gone.ts' })], async () => new Map(), tokens);
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

const older = token.replace('0123', '9876');

const read = async () => new Map([['a.ts', text]]);

test('A secret nearby that is no finding of this scan is redacted too [2:secrets-redaction]', async () => {
  const near = text.replace('three', `'${older}' // ${older}`).replace('five', `é🙂 = '${older}'`);
  expect(await linesOf(near, finding({}, 'ghp_••••cdef'))).toEqual([
    ['one', 'two', "'…' // …", "const t = 'ghp_••••cdef'", "é🙂 = '…'", 'six', 'seven'],
  ]);
});

test('A secret around a finding, or on its line, shows nothing but the finding’s redaction', async () => {
  const [shown] = await withContext([finding({}, 'ghp_••••cdef')], read, () => [
    { start: text.indexOf('const'), end: text.indexOf("'\nfive") + 1 },
  ]);
  expect(shown?.context?.lines[3]).toBe('…ghp_••••cdef…');
});

test('A secret of several lines nearby is redacted in each of them', async () => {
  const [shown] = await withContext([finding({}, 'ghp_••••cdef')], read, () => [{ start: 1, end: 9 }]);
  expect(shown?.context?.lines.slice(0, 3)).toEqual(['o…', '…', '…hree']);
});

test('Where nobody can tell what is secret no lines are shown', async () => {
  for (const redactor of [undefined, () => undefined])
    expect((await withContext([finding({}, 'ghp_••••cdef')], read, redactor))[0]).not.toHaveProperty('context');
});

test('Beyond the thousandth finding no lines are shown, and its secret is redacted in those of others', async () => {
  const many = Array.from({ length: 1100 }, (_, at) => `${at}`.padStart(4, '0').repeat(6));
  const found = many.map((value, at) =>
    finding({ startLine: at + 1, endLine: at + 1, startColumn: 1, endColumn: value.length + 1 }, '••••'),
  );
  const shown = await withContext(
    found,
    async () => new Map([['a.ts', many.join('\n')]]),
    () => [],
  );
  expect(shown.filter(({ context }) => context !== undefined)).toHaveLength(1000);
  expect(many.filter((value) => JSON.stringify(shown).includes(value))).toEqual([]);
});

test('A long line with many secrets shows nothing rather than take for ever', async () => {
  const many = Array.from({ length: 500 }, (_, at) => `${at}`.padStart(8, '0'));
  const line = `${many.join(' ')} ${'y'.repeat(1_000_000)}`;
  const found = many.map((_, at) =>
    finding({ startLine: 1, endLine: 1, startColumn: 9 * at + 1, endColumn: 9 * at + 9 }, '••••'),
  );
  const shown = await withContext(
    found,
    async () => new Map([['a.ts', line]]),
    () => [],
  );
  expect(shown.filter(({ context }) => context !== undefined)).toEqual([]);
});

test('Of a neighbouring line that nobody could read, the beginning is shown, redacted like any other', async () => {
  const long = `${token} ${'word '.repeat(2000)}${token}`;
  const [lines] = await linesOf(text.replace('five', long), finding({}, 'ghp_…cdef'));
  expect(lines?.[4]).toBe(`… ${'word '.repeat(2000)}`.slice(0, 400));
});

test('Where a long neighbouring line was cut, no beginning of a secret is shown', async () => {
  const long = `${Array.from({ length: 100 }, () => token).join('')}${'x'.repeat(80)}${token}${'y'.repeat(100)}`;
  const [lines] = await linesOf(text.replace('five', long), finding({}, 'ghp_…cdef'));
  expect(lines?.[4]).not.toContain('ghp_0');
});

test('[5:code-hostile] of lines that a finding says a key stands in, no literal is shown, whatever it looks like', async () => {
  const about = {
    rule: 'code/hard-coded-key',
    locus: { kind: 'symbol', symbol: 'f', snippet: '' },
    location: { path: 'a.ts', startLine: 2, startColumn: 1, endLine: 2, endColumn: 10 },
    attributes: { cwe: 'CWE-321' },
  } as unknown as Finding; // the rest does not matter here
  const [lines] = await linesOf(`f("kept")\nsign(a, "open sesame", 'ab')\nlog('open sesame')\n`, about);
  expect(lines).toEqual(['f("kept")', `sign(a, "\u2026", 'ab')`, "log('open sesame')"]);
  const [again] = await linesOf(`f("kept")\nsign(a, "open5esame!", '${token}')\nlog('open5esame!')\n`, about);
  expect(again).toEqual(['f("kept")', `sign(a, "\u2026", '\u2026')`, "log('\u2026')"]);
});
