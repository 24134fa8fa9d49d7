import { execFileSync, spawnSync } from 'node:child_process';
import { isBuiltin } from 'node:module';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const folder = resolve('editors/vscode');
const hasVsce = spawnSync('vsce', ['--version']).status === 0;

test('The extension is one file that asks for nothing but the editor [5:editors]', () => {
  const bundle = readFileSync(join(folder, 'dist/extension.cjs'), 'utf8');
  const asked = [...bundle.matchAll(/\brequire\(([`'"])([^`'"]+)\1\)/g)].map(([, , name]) => name!);
  expect(new Set(asked.filter((name) => !isBuiltin(name)))).toEqual(new Set(['vscode']));
  execFileSync(process.execPath, ['--check', join(folder, 'dist/extension.cjs')]);
});

test.skipIf(!hasVsce)('The extension is packaged by vsce (needs vsce) [5:editors]', () => {
  const out = mkdtempSync(join(tmpdir(), 'selvedge-vsix-'));
  const file = join(out, 'selvedge.vsix');
  execFileSync('vsce', ['package', '--no-dependencies', '--allow-missing-repository', '-o', file], { cwd: folder });
  expect(existsSync(file)).toBe(true);
  rmSync(out, { recursive: true, force: true, maxRetries: 5 });
});
