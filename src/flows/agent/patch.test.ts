import { expect, test } from 'vitest';
import { applyPatch, PatchError } from './patch.ts';

const files = new Map([['src/a.ts', 'one\ntwo\nthree\nfour\n']]);
const read = (path: string): string | undefined => files.get(path);

test('A diff is applied in memory, and its added lines are known [5:mcp]', () => {
  const diff =
    'diff --git a/src/a.ts b/src/a.ts\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,3 +1,4 @@\n one\n-two\n+2\n+2.5\n three\n';
  expect(applyPatch(diff, read)).toEqual([
    { path: 'src/a.ts', text: 'one\n2\n2.5\nthree\nfour\n', added: new Set([2, 3]) },
  ]);
});

test('A new file is all new, and a removed one has no text', () => {
  expect(applyPatch('--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1,2 @@\n+a\n+b\n', read)).toEqual([
    { path: 'new.ts', text: 'a\nb', added: new Set([1, 2]) },
  ]);
  expect(applyPatch('--- a/src/a.ts\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-one\n-two\n-three\n-four\n', read)).toEqual([
    { path: 'src/a.ts', text: undefined, added: new Set() },
  ]);
});

test('A hunk whose line numbers are wrong stands at the only place that it fits', () => {
  const [file] = applyPatch('--- a/src/a.ts\n+++ b/src/a.ts\n@@ -9,2 +9,2 @@\n three\n-four\n+4\n', read);
  expect(file!.text).toBe('one\ntwo\nthree\n4\n');
});

test('What does not fit is refused, and said', () => {
  expect(() => applyPatch('--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,1 +1,1 @@\n-nine\n+9\n', read)).toThrow(PatchError);
  expect(() => applyPatch('--- a/gone.ts\n+++ b/gone.ts\n@@ -1,1 +1,1 @@\n-a\n+b\n', read)).toThrow(
    'gone.ts, which the diff changes, is not there',
  );
  expect(() => applyPatch('hello', read)).toThrow('a unified diff was expected');
});

test('[5:code-hostile] names that git quotes are read, and what would be passed over is refused', () => {
  const quoted = '--- /dev/null\n+++ "b/\\303\\251.js"\n@@ -0,0 +1,1 @@\n+f()\n';
  expect(applyPatch(quoted, () => undefined)).toMatchObject([{ path: '\u00e9.js', text: 'f()' }]);
  const more = '--- /dev/null\n+++ b/a.js\n@@ -0,0 +1,1 @@\n+f()\n+eval(x)\n';
  expect(() => applyPatch(more, () => undefined)).toThrow(PatchError);
  const binary = 'diff --git a/a.js b/a.js\nBinary files a/a.js and b/a.js differ\n';
  expect(() => applyPatch(binary, () => undefined)).toThrow(PatchError);
});
