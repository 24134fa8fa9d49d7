import { expect, test } from 'vitest';
import type { Location } from '#ground/model';
import { redactedContext } from './index.ts';

const at = (startLine: number, startColumn: number, endColumn: number, endLine = startLine): Location => ({
  path: 'a.ts',
  startLine,
  startColumn,
  endLine,
  endColumn,
});

test('shows three lines before and after', () => {
  const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n');
  expect(redactedContext(text, at(10, 1, 4), [])).toEqual({
    startLine: 7,
    lines: ['line 7', 'line 8', 'line 9', 'line 10', 'line 11', 'line 12', 'line 13'],
  });
  expect(redactedContext(text, at(1, 1, 4), [])).toMatchObject({ startLine: 1, lines: { length: 4 } });
  expect(redactedContext('one', at(9, 1, 4), [])).toEqual({ startLine: 1, lines: ['one'] });
});

test('cuts out every secret of the file that stands in these lines, not only the one that is shown', () => {
  const text = "const a = 'secret-number-one-'\nconst b = 'pass!'; const c = 'x'";
  const secrets = [at(1, 12, 30), at(2, 12, 17)];
  expect(redactedContext(text, at(1, 12, 30), secrets).lines).toEqual([
    "const a = 'secr…",
    "const b = '…; const c = 'x'",
  ]);
});

test('shows nothing of a secret of many lines but that it is there', () => {
  const text = 'before\n-----BEGIN KEY-----\nabc\ndef\n-----END KEY-----\nafter';
  expect(redactedContext(text, at(2, 1, 18, 5), [at(2, 1, 18, 5)]).lines).toEqual(['before', '…', '…', '…', '…']);
});

test('shortens what looks like a key though no rule knew it, and leaves words and paths alone', () => {
  const text =
    'key = 9f86d081884c7d659a2feaa0c55ad015\nimport { averyveryverylongidentifier } from "./x"\n\tname\u001B[31m\r';
  expect(redactedContext(text, at(1, 1, 2), []).lines).toEqual([
    'key = 9f86…',
    'import { averyveryverylongidentifier } from "./x"',
    '\tname\uFFFD[31m',
  ]);
});
