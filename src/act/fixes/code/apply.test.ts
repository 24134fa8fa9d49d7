import { expect, test } from 'vitest';
import { applyEdits, type Edit } from './apply.ts';

function edit(startLine: number, startColumn: number, endLine: number, endColumn: number, text: string): Edit {
  return { location: { path: 'a.ts', startLine, startColumn, endLine, endColumn }, text };
}

const code = "const a = hash('md5');\nsend({ b });\n";

test('Edits replace their parts and keep every other character [5:code-fix]', () => {
  expect(applyEdits(code, [edit(2, 7, 2, 7, ' secure: true,'), edit(1, 16, 1, 21, "'sha256'")])).toBe(
    "const a = hash('sha256');\nsend({ secure: true, b });\n",
  );
});

test('Edits that overlap, or that lie outside of the text, change nothing', () => {
  expect(applyEdits(code, [edit(1, 1, 1, 8, 'x'), edit(1, 7, 1, 9, 'y')])).toBeUndefined();
  expect(applyEdits(code, [edit(1, 1, 1, 80, 'x')])).toBeUndefined();
  expect(applyEdits(code, [edit(9, 1, 9, 2, 'x')])).toBeUndefined();
});

test('Two insertions at one place stand in the order in which they were made', () => {
  expect(applyEdits('f()', [edit(1, 3, 1, 3, 'a, '), edit(1, 3, 1, 3, 'b')])).toBe('f(a, b)');
});
